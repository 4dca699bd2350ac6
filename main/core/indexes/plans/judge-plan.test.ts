import { expect, test } from "vitest";
import { prunedOf, scansOf, written } from "./judge-plan.ts";

const scan = (condition: string, filter?: string) => ({
	"Node Type": "Index Scan",
	"Relation Name": "orders",
	"Index Name": "orders_tenant",
	"Index Cond": condition,
	...(filter === undefined ? {} : { Filter: filter }),
});

test("what a sub-select gives is a condition, whatever the version calls it", () => {
	for (const condition of [
		"(tenant_id = $0)",
		"(tenant_id = (InitPlan 1).col1)",
		"(orders.tenant_id = f())",
		"(tenant_id = ANY ($0))",
	])
		expect(scansOf(scan(condition), "tenant_id")).toEqual([
			{ relation: "orders", asked: [{ index: "orders_tenant", condition }], filter: undefined },
		]);
	expect(scansOf(scan(`("Tenant Id" = $0)`), "Tenant Id")[0]?.asked).toHaveLength(1);
});

test("a column of another name, and the name in a text, are not the tenant's", () => {
	for (const condition of ["(parent_tenant_id = $0)", "(note = 'tenant_id'::text)"])
		expect(scansOf(scan(condition), "tenant_id")[0]?.asked).toEqual([]);
});

test("scans of sub-selects are not those of the table", () => {
	const plan = {
		"Node Type": "Seq Scan",
		"Relation Name": "orders",
		Filter: "(hashed SubPlan 1)",
		Plans: [{ ...scan("(tenant_id = f())"), "Parent Relationship": "SubPlan", "Subplan Name": "SubPlan 1" }],
	};
	expect(scansOf(plan, "tenant_id")).toEqual([{ relation: "orders", asked: [], filter: "(hashed SubPlan 1)" }]);
	expect(written(plan)).toContain("SubPlan 1: Index Scan on orders_tenant");
});

test("every arm of an OR has to be asked for, and one side of an AND is enough", () => {
	const bitmap = (condition: string) => ({
		"Node Type": "Bitmap Index Scan",
		"Index Name": "i",
		"Index Cond": condition,
	});
	const heap = (by: string) => ({
		"Node Type": "Bitmap Heap Scan",
		"Relation Name": "orders",
		Plans: [{ "Node Type": by, Plans: [bitmap("(tenant_id = f())"), bitmap("(owner = g())")] }],
	});
	expect(scansOf(heap("BitmapOr"), "tenant_id")[0]?.asked).toEqual([]);
	expect(scansOf(heap("BitmapAnd"), "tenant_id")[0]?.asked).toHaveLength(1);
});

test("partitions are told one by one, and those that the tenant rules out are counted", () => {
	const plan = {
		"Node Type": "Append",
		"Subplans Removed": 3,
		Plans: [scan("(tenant_id = f())"), { "Node Type": "Seq Scan", "Relation Name": "rest" }],
	};
	expect(scansOf(plan, "tenant_id").map(({ asked }) => asked.length)).toEqual([1, 0]);
	expect(prunedOf(plan)).toBe(3);
});
