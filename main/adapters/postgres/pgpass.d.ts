declare module "pgpass" {
	export default function pgpass(
		connection: { host: string; port: number; database: string; user: string },
		done: (password: string | undefined) => void,
	): void;
}
