import { alembic } from "./alembic.ts";
import { dbmate } from "./dbmate.ts";
import { flyway } from "./flyway.ts";
import { golangMigrate } from "./golang-migrate.ts";
import { nodePgMigrate } from "./node-pg-migrate.ts";
import { sqitch } from "./sqitch.ts";
import type { Tool } from "./tool.ts";

/** In the order in which a folder is held against them: a plan is plain, names come before what a file says. node-pg-migrate may have pairs too. */
export const tools: readonly Tool[] = [sqitch, flyway, alembic, dbmate, nodePgMigrate, golangMigrate];
