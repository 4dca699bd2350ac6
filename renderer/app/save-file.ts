/** The desktop app lets nothing be downloaded; there a page is printed or copied. */
export function canSaveFiles(): boolean {
	return window.bulkhead === undefined;
}

/** As a download of the browser's. */
export function saveFile({ name, text }: { name: string; text: string }): void {
	const address = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
	const link = document.createElement("a");
	link.href = address;
	link.download = name;
	link.click();
	URL.revokeObjectURL(address);
}
