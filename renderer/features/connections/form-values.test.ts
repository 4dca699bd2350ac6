import { expect, test } from "vitest";
import { emptyForm, faultsOf, settingsOf, withAddress, withEnvironment } from "./form-values.ts";
import { secretsOf, wayOf } from "./way-values.ts";

const good = { ...emptyForm, name: "Shop", database: "shop", user: "me" };

test("production asks for a proven server, unless the mode was chosen by hand", () => {
	expect(withEnvironment(emptyForm, "production").sslMode).toBe("verify-full");
	expect(withEnvironment(withEnvironment(emptyForm, "production"), "test").sslMode).toBe("prefer");
	const chosen = { ...emptyForm, sslMode: "require", sslModeChosen: true } as const;
	expect(withEnvironment(chosen, "production").sslMode).toBe("require");
});

test("an address fills in what it names, leaves the rest, and gives a name where there is none", () => {
	expect(withAddress(emptyForm, { database: "shop", user: "me", port: 6000 })).toMatchObject({
		name: "shop on localhost",
		host: "localhost",
		port: "6000",
		database: "shop",
	});
	expect(withAddress(good, { database: "x" }).name).toBe("Shop");
});

test("every fault is told at once", () => {
	expect(Object.keys(faultsOf({ ...emptyForm, host: " ", port: "65536" })).sort()).toEqual([
		"database",
		"host",
		"name",
		"port",
		"user",
	]);
	expect(faultsOf({ ...good, user: "u".repeat(64) })).toEqual({ user: "User is longer than 63 characters." });
	expect(faultsOf(good)).toEqual({});
});

test("an authority's file goes with the modes that use one only", () => {
	const form = { ...good, sslRootCert: " /ca.pem " };
	expect(settingsOf({ ...form, sslMode: "verify-ca" }).sslRootCert).toBe("/ca.pem");
	expect(settingsOf({ ...form, sslMode: "require" })).not.toHaveProperty("sslRootCert");
});

test("a tunnel and a certificate of our own go into the settings and come back, and a place that is none is a fault", () => {
	const way = {
		...emptyForm.way,
		ssh: " me@bastion:2222 ",
		sshJumps: "outer, you@[::1]:22",
		sshKeyFile: "~/.ssh/key",
		sslCert: "/me.crt",
		bound: true,
	};
	const settings = settingsOf({ ...good, way });
	expect(settings).toMatchObject({
		ssh: {
			host: "bastion",
			port: 2222,
			user: "me",
			jumps: [{ host: "outer" }, { host: "::1", user: "you", port: 22 }],
			keyFile: "~/.ssh/key",
		},
		sslCert: "/me.crt",
		channelBinding: "require",
	});
	expect(wayOf(settings)).toMatchObject({ ssh: "me@bastion:2222", sshJumps: "outer, you@[::1]:22", bound: true });
	expect(settingsOf({ ...good, way: emptyForm.way })).not.toHaveProperty("ssh");
	expect(Object.keys(faultsOf({ ...good, way: { ...way, ssh: "a b", sshJumps: "c d" } })).sort()).toEqual([
		"ssh",
		"sshJumps",
	]);
});

test("what opens keys and tunnels is no part of the settings", () => {
	const way = { ...emptyForm.way, ssh: "bastion", sshPassword: "s3cret-value", sslKeyPassword: "s3cret-value" };
	expect(JSON.stringify(settingsOf({ ...good, way }))).not.toContain("s3cret-value");
	expect(secretsOf(way)).toEqual({ sshPassword: "s3cret-value", sslKeyPassword: "s3cret-value" });
	expect(secretsOf(emptyForm.way)).toBeUndefined();
});
