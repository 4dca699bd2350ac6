import { expect, test } from "vitest";
import { readPlan } from "./sqitch-plan.ts";

const by = "2013-12-30T21:00:00Z Marge N. O’Vera <marge@example.com>";
const text = `%syntax-version=1.0.0
%project=flipr
%uri=https://example.com/flipr/

appschema ${by} # Add schema: a # and a \\n line.
users [appschema] ${by} # Creates table.
@v1.0.0 ${by} # Tag.

set/pass [users flipr:appschema !other:old] ${by}
users [users@v1.0.0] ${by} # Again.
`;

test("a change has the id that Sqitch gives it: what `sqitch plan --format '%H'` of 1.3.1 says of this plan", () => {
	const { project, changes } = readPlan("sqitch.plan", text, []);
	expect(project).toBe("flipr");
	expect(changes.map(({ name, changeId }) => `${changeId} ${name}`)).toEqual([
		"0f7b3eaebf1c09ddcee80d18451fcc2a812d4599 appschema",
		"6a4c4bad10d29b0be9b28cb3277c6120c123bfd2 users",
		"675969e72916594961915bddcf8f4d5621424362 set/pass",
		"f4ac45523e92d1560669423ffeb55061383e77b9 users",
	]);
});

test("a change that is there twice has the files of a tag the first time; what other projects are needed is told", () => {
	const { changes } = readPlan("sqitch.plan", text, []);
	expect(changes.map(({ reworkedAt }) => reworkedAt)).toEqual([[], ["v1.0.0"], [], []]);
	expect(changes.map(({ elsewhere }) => elsewhere)).toEqual([[], [], ["!other:old"], []]);
});
