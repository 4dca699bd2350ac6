/** A quarter of the grid; the whole of it, on each version, is in test/faults. */
import { judgeBloat } from "../indexes/judge-bloat.ts";

judgeBloat(18, 4);
