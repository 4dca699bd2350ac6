import { type MantineColorScheme, Menu, useMantineColorScheme } from "@mantine/core";
import { IconCheck, IconContrast2, IconDeviceDesktop, IconMoon, IconSun } from "@tabler/icons-react";
import { type MessageKey, t } from "../i18n/i18n.ts";
import { isLanguage, languages } from "../i18n/languages.ts";
import { useCommands } from "./commands.ts";
import { chooseLanguage, usePreferences } from "./preferences.ts";

const schemes: { value: MantineColorScheme; icon: typeof IconSun; name: MessageKey }[] = [
	{ value: "light", icon: IconSun, name: "theme.light" },
	{ value: "dark", icon: IconMoon, name: "theme.dark" },
	{ value: "auto", icon: IconDeviceDesktop, name: "theme.auto" },
];

/** Theme and language. */
export function AppearanceMenu({ className }: { className: string | undefined }) {
	const { colorScheme, setColorScheme } = useMantineColorScheme();
	const chosen = usePreferences((state) => state.language);
	useCommands(
		() => [
			...schemes.map(({ value, name }) => ({
				id: `theme.${value}`,
				title: t("theme.use", { name: t(name) }),
				group: "view" as const,
				run: () => setColorScheme(value),
			})),
			...Object.entries(languages).map(([code, { name }]) => ({
				id: `language.${code}`,
				title: t("language.use", { name }),
				group: "view" as const,
				run: () => isLanguage(code) && void chooseLanguage(code),
			})),
		],
		[setColorScheme],
	);
	return (
		<Menu position="right-end" width={200}>
			<Menu.Target>
				<button type="button" className={className}>
					<IconContrast2 size={20} stroke={1.6} aria-hidden />
					<span>{t("rail.appearance")}</span>
				</button>
			</Menu.Target>
			<Menu.Dropdown>
				<Menu.Label>{t("theme.title")}</Menu.Label>
				{schemes.map(({ value, icon: Sign, name }) => (
					<Menu.Item
						key={value}
						leftSection={<Sign size={15} />}
						rightSection={value === colorScheme ? <IconCheck size={15} aria-label={t("menu.chosen")} /> : undefined}
						onClick={() => setColorScheme(value)}
					>
						{t(name)}
					</Menu.Item>
				))}
				<Menu.Divider />
				<Menu.Label>{t("language.title")}</Menu.Label>
				{Object.entries(languages).map(([code, { name }]) => (
					<Menu.Item
						key={code}
						lang={code}
						rightSection={code === chosen ? <IconCheck size={15} aria-label={t("menu.chosen")} /> : undefined}
						onClick={() => isLanguage(code) && void chooseLanguage(code)}
					>
						{name}
					</Menu.Item>
				))}
			</Menu.Dropdown>
		</Menu>
	);
}
