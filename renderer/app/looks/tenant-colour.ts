/** A tenant's colour is made of its id: the same in every window. Red and amber are the environments', and are left out. */
const FROM = 130;
const SPAN = 205;

/** In degrees, for oklch(). Pure. */
export function tenantHue(id: string): number {
	let hash = 2_166_136_261;
	for (const character of id) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0;
	return FROM + (hash % SPAN);
}

/** Bright enough for dark text on it, and to stand out from the hull. */
export const tenantColour = (id: string): string => `oklch(0.78 0.13 ${tenantHue(id)})`;
