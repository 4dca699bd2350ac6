import { translated } from "./faithful.ts";

/**
 * French words. Glossary, so that one thing has one name on every screen:
 * tenant: locataire · tenancy: répartition des locataires · isolation: isolation · row-level security: sécurité au niveau des lignes
 * migration: migration · apply: appliquer · pending: en attente · roll back: annuler, annulation · rollback (SQL): ROLLBACK
 * adopt: adopter · rehearse: répéter, répétition · resume: reprendre · check: vérification · verify: vérifier · run: exécution
 * ledger: registre · history: historique · certificate: certificat · audit trail: journal d’audit · snapshot: sauvegarde
 * drift: dérive · finding: constat · policy: règle (RLS: policy; de la machine: règlement) · view (as a tenant): vue · look: consultation
 * row: ligne · column: colonne · schema: schéma · lock: verrou · session: session · statement: instruction · query: requête
 * connection: connexion · login: rôle de connexion · role: rôle · superuser: superutilisateur · read-only: lecture seule
 * fleet: parc · wave: vague · vault: coffre · master password: mot de passe principal · barrier: barrière · leak: fuite
 * SQL words, commands, roles and attributes (BYPASSRLS, SELECT, FORCE) stay as PostgreSQL writes them.
 * « many » (un million de …) is not asked for: numbers are always written in digits, and « 1 000 000 lignes » takes no « de ».
 */
export const french = translated<"one" | "other">();
