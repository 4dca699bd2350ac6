/** A plugin of rolldown and vite: puts the folder of every package that a bundle is made of into `found`. */
export function notePackages(found) {
	return {
		name: "note-packages",
		generateBundle() {
			for (const id of this.getModuleIds()) {
				const folder = packageOf(id);
				if (folder !== undefined) found.add(folder);
			}
		},
	};
}

/** The part of a module's path that ends with its package's name; modules that a bundler makes up begin with a zero byte. */
function packageOf(id) {
	return /^\0?(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^@\\/][^\\/]*)[\\/]/.exec(id)?.[1];
}
