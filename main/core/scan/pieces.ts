/** Tenants of one piece: a scan that is interrupted loses at most those of the pieces at work. */
export const PIECE = 20;
