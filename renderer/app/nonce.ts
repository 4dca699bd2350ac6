/** The nonce that the host wrote into the page for this load; styles made at run time carry it. Undefined without one. */
export const styleNonce: string | undefined =
	document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ||
	document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ||
	undefined;

/** The scroll lock of dialogs (react-style-singleton) looks for its nonce under this name. */
Object.assign(globalThis, { __webpack_nonce__: styleNonce });
