import { useLocation } from "wouter";
import { type Place, placeOf } from "./paths.ts";

/** Where the window is. */
export function usePlace(): Place {
	const [location] = useLocation();
	return placeOf(location);
}
