/** Who logs in: each customer's director and staff, and some who work for several customers. */
import { daysBeforeEnd } from "./calendar.ts";
import { createRandom, type Random } from "./random.ts";
import { type DemoTenant, tenants } from "./tenants.ts";
import { arabicNames, asciiOf, namesOf } from "./words/names.ts";
import { sharedPeople } from "./words/shared-people.ts";

export interface Person {
	email: string;
	full_name: string;
	locale: string;
	is_active: boolean;
	last_login_at: string | null;
	created_at: string;
}

export interface Membership {
	slug: string;
	email: string;
	role: string;
	created_at: string;
}

export interface People {
	people: Person[];
	memberships: Membership[];
}

/** The same people every time. */
export function makePeople(): People {
	const random = createRandom(0xb01d);
	const made: People = { people: [], memberships: [] };
	const taken = new Set(tenants.map(({ adminEmail }) => adminEmail));
	for (const tenant of tenants) {
		const join = (person: Person, role: string) => {
			made.people.push(person);
			made.memberships.push({ slug: tenant.slug, email: person.email, role, created_at: person.created_at });
		};
		join(person(random, tenant, { text: tenant.director, email: tenant.adminEmail }, tenant.since), "owner");
		const staff = 2 + Math.round(tenant.daily * 0.45);
		for (let at = 0; at < staff; at += 1) {
			const days = tenant.until + Math.floor((tenant.since - tenant.until) * (1 - (at / staff) ** 2));
			const role = at === 0 ? "admin" : random.pick(["member", "member", "member", "member", "viewer", "admin"]);
			join(person(random, tenant, newName(random, tenant, taken), days), role);
		}
	}
	addShared(random, made);
	return made;
}

function person(random: Random, tenant: DemoTenant, who: { text: string; email: string }, days: number): Person {
	const created_at = daysBeforeEnd(days, 27_000 + random.below(36_000));
	const lastLogin = daysBeforeEnd(tenant.until + Math.floor(random.below(30) ** 2 / 40), random.below(80_000) - 86_400);
	return {
		...{ email: who.email, full_name: who.text, created_at },
		locale: `${tenant.language}-${tenant.region}`,
		is_active: tenant.status !== "cancelled" && !random.chance(5),
		last_login_at: lastLogin > created_at ? lastLogin : null,
	};
}

function newName(random: Random, tenant: DemoTenant, taken: Set<string>): { text: string; email: string } {
	const pool = tenant.language === "ar" ? arabicNames : namesOf[tenant.region];
	const [first, last] = [random.pick(pool.first), random.pick(pool.last)];
	const [, domain] = tenant.adminEmail.split("@");
	const local = `${asciiOf(first.latin)}.${asciiOf(last.latin)}`;
	for (let number = 1; ; number += 1) {
		const email = `${local}${number === 1 ? "" : number}@${domain}`;
		if (taken.has(email)) continue;
		taken.add(email);
		return { text: `${first.text} ${last.text}`, email };
	}
}

/** A person of several customers joins the later ones when they become customers. */
function addShared(random: Random, made: People): void {
	for (const { name, email, locale, role, works } of sharedPeople) {
		const customers = tenants.filter(({ slug }) => works.includes(slug)).sort((a, b) => b.since - a.since);
		for (const [at, { slug, since }] of customers.entries()) {
			const created_at = daysBeforeEnd(since - 5 - at, 30_000 + random.below(30_000));
			if (at === 0) {
				const last_login_at = daysBeforeEnd(random.below(6), -30_000);
				made.people.push({ email, full_name: name, locale, is_active: true, last_login_at, created_at });
			}
			made.memberships.push({ slug, email, role, created_at });
		}
	}
}
