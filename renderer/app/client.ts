import { createPipe } from "./pipe.ts";

/** The one pipe of this window, and the contract's client over it. */
export const pipe = createPipe();
export const { client } = pipe;
