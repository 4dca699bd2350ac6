import { useQuery } from "@tanstack/react-query";
import { client } from "../../app/client.ts";

/** What the doctor finds. Read anew when the screen is opened and by the button; a catalogue does not change by itself. */
export function useDoctor(connection: string) {
	return useQuery({
		queryKey: ["doctor", connection],
		queryFn: ({ signal }) => client.doctor.examine({ connection }, { signal }),
		staleTime: 30_000,
		retry: false,
	});
}
