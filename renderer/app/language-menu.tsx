import { Menu } from "@mantine/core";
import { IconCheck, IconLanguage } from "@tabler/icons-react";
import { t } from "../i18n/i18n.ts";
import { isLanguage, type Language, languages } from "../i18n/languages.ts";
import { useCommands } from "./commands.ts";
import { notifyWarning } from "./notify.ts";
import { chooseLanguageForGood, usePreferences } from "./preferences.ts";

const offered = Object.keys(languages).filter(isLanguage);

/** Each language under its own name, so that whoever cannot read this one finds his. */
export function LanguageMenu({ className }: { className: string | undefined }) {
	const current = usePreferences((state) => state.language);
	useCommands(
		() =>
			offered.map((language) => ({
				id: `language.${language}`,
				title: t("language.label", { name: languages[language].name }),
				group: "view" as const,
				keywords: "language langue اللغة",
				run: () => void choose(language),
			})),
		[],
	);
	return (
		<Menu position="top-end" width={170}>
			<Menu.Target>
				<button type="button" className={className} aria-label={t("language.label", { name: languages[current].name })}>
					<IconLanguage size={15} aria-hidden />
					{languages[current].name}
				</button>
			</Menu.Target>
			<Menu.Dropdown>
				{offered.map((language) => (
					<Menu.Item
						key={language}
						lang={language}
						rightSection={language === current ? <IconCheck size={15} aria-label={t("menu.chosen")} /> : undefined}
						onClick={() => void choose(language)}
					>
						{languages[language].name}
					</Menu.Item>
				))}
			</Menu.Dropdown>
		</Menu>
	);
}

async function choose(language: Language): Promise<void> {
	try {
		await chooseLanguageForGood(language);
	} catch {
		notifyWarning(t("language.failed"));
	}
}
