/**
 * What a translation must have to be one: every key of the English file and no other, every plural form of its own language, and the
 * same `{names}` in each message. What is not so is a type error at its key; test/rules/languages.test.ts says the same at run time.
 */
type Named<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Named<Rest> : never;
type NamesIn<Message> = Named<Message extends string ? Message : Message[keyof Message]>;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** `{n}` may be said by a word where the form says it: one row, two rows. */
type SayingForms = "zero" | "one" | "two";
type WrongForm<English, Text, Form> =
	Same<Form extends SayingForms ? Named<Text> | ("n" & NamesIn<English>) : Named<Text>, NamesIn<English>> extends true
		? never
		: Form;

type CheckedForms<English, Message, Form extends string> =
	Message extends Record<Form, string>
		? [Exclude<keyof Message, Form> | { [F in Form]: WrongForm<English, Message[F], F> }[Form]] extends [never]
			? Message
			: { "its names are not the English ones": NamesIn<English> }
		: { "a plural form is missing": Exclude<Form, keyof Message> };

type CheckedText<English, Message> =
	Same<Named<Message>, NamesIn<English>> extends true
		? Message
		: { "its names are not the English ones": NamesIn<English> };

/** A message that has forms in English has them in every language; one with `{n}` may have them in one and not in the other. */
type Checked<English, Message, Form extends string> = Message extends string
	? English extends string
		? CheckedText<English, Message>
		: { "a plural form is missing": Form }
	: "n" extends NamesIn<English>
		? CheckedForms<English, Message, Form>
		: English extends string
			? { "it has no n to choose a form by": NamesIn<English> }
			: CheckedForms<English, Message, Form>;

type Faithful<English, Translation, Form extends string> = {
	[Key in keyof English]: Key extends keyof Translation ? Checked<English[Key], Translation[Key], Form> : string;
} & { [Key in Exclude<keyof Translation, keyof English>]: never };

/** `french<typeof english>()({…})`: gives the words back as they are, once they are faithful. */
export function translated<Form extends string>() {
	return <English>() =>
		<const Translation>(words: Translation & Faithful<English, Translation, Form>): Translation =>
			words;
}
