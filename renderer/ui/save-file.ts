/** Saves a text as a file of this name, where the browser keeps what is downloaded, or where the desktop app asks. */
export function saveFile(name: string, text: string, type: string): void {
	const url = URL.createObjectURL(new Blob([text], { type }));
	const link = document.createElement("a");
	link.href = url;
	link.download = name;
	link.click();
	// The download holds the data by then; the address is not needed again.
	setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
