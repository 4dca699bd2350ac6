/** A message that changes with its parameter `n`: one form for each of the language's plural rules. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };
/** What a file of messages holds. */
export type Words = Record<string, string | Forms>;
