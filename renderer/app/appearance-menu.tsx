import { type MantineColorScheme, Menu, useMantineColorScheme } from "@mantine/core";
import { IconCheck, IconContrast, IconContrast2, IconDeviceDesktop, IconMoon, IconSun } from "@tabler/icons-react";
import { type MessageKey, t } from "../i18n/i18n.ts";
import { useCommands } from "./commands.ts";
import { chooseContrast, useContrast } from "./contrast.ts";

const schemes: { value: MantineColorScheme; icon: typeof IconSun; name: MessageKey }[] = [
	{ value: "light", icon: IconSun, name: "theme.light" },
	{ value: "dark", icon: IconMoon, name: "theme.dark" },
	{ value: "auto", icon: IconDeviceDesktop, name: "theme.auto" },
];

/** Light, dark, or as the system has it; and more contrast in any of them. */
export function AppearanceMenu({ className }: { className: string | undefined }) {
	const { colorScheme, setColorScheme } = useMantineColorScheme();
	const more = useContrast() === "more";
	useCommands(
		() => [
			...schemes.map(({ value, name }) => ({
				id: `theme.${value}`,
				title: t("theme.use", { name: t(name) }),
				group: "view" as const,
				run: () => setColorScheme(value),
			})),
			{
				id: "theme.contrast",
				title: t(more ? "theme.contrast.usual" : "theme.contrast"),
				group: "view" as const,
				run: () => chooseContrast(more ? "usual" : "more"),
			},
		],
		[setColorScheme, more],
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
				<Menu.Item
					leftSection={<IconContrast size={15} />}
					rightSection={more ? <IconCheck size={15} aria-label={t("menu.chosen")} /> : undefined}
					onClick={() => chooseContrast(more ? "usual" : "more")}
				>
					{t("theme.contrast")}
				</Menu.Item>
			</Menu.Dropdown>
		</Menu>
	);
}
