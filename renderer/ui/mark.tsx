/** Bulkhead's mark: a hull in three compartments, the water held in one. */
export function Mark({ size }: { size: number }) {
	return (
		<svg width={size} height={size} viewBox="60 104 392 326" aria-hidden="true" focusable="false">
			<path d="M68 140 a28 28 0 0 1 28 -28 H178 V409 C110 382 68 318 68 236 Z" fill="#dbe7ef" />
			<path d="M202 112 H310 V416 Q283 422 256 422 Q229 422 202 416 Z" fill="#1d5e66" />
			<path d="M202 250 q27 -26 54 0 t54 0 V416 Q283 422 256 422 Q229 422 202 416 Z" fill="#35c3b5" />
			<path d="M334 112 H416 a28 28 0 0 1 28 28 V236 C444 318 402 382 334 409 Z" fill="#dbe7ef" />
		</svg>
	);
}
