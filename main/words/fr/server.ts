import type { Words } from "../fill.ts";

export const server = {
	"Connect to a server of your own.": "Connectez-vous à votre propre serveur.",
	"The embedded server cannot run: {message}": "Le serveur embarqué ne peut pas démarrer : {message}",
	"Its log is server.log in {folder}. `bulkhead demo --reset` makes it anew.":
		"Son journal est server.log dans {folder}. `bulkhead demo --reset` le refait.",
	"The demo needs {needed} and {folder} has {free}.": "La démo a besoin de {needed} et {folder} dispose de {free}.",
	"Free some space, or choose another folder with --store (or BULKHEAD_HOME).":
		"Libérez de la place, ou choisissez un autre dossier avec --store (ou BULKHEAD_HOME).",
	"Nothing was run.": "Rien n’a été exécuté.",
	"There is a file {path} already; nothing was written.": "Il existe déjà un fichier {path} ; rien n’a été écrit.",
	"Look at the folder again, then try once more.": "Regardez à nouveau le dossier, puis réessayez.",
	"No room in {folder}; nothing was written.": "Plus de place dans {folder} ; rien n’a été écrit.",
	"The folder {folder} cannot be written to: {message}": "Impossible d’écrire dans le dossier {folder} : {message}",
	"Check the folder and its rights.": "Vérifiez le dossier et ses droits.",
	"{path} cannot be read: {why}": "{path} ne peut pas être lu : {why}",
	"Check the file and its rights.": "Vérifiez le fichier et ses droits.",
	"The migration folder {folder} does not exist.": "Le dossier de migrations {folder} n’existe pas.",
	"The migration folder {folder} is no folder.": "Le dossier de migrations {folder} n’est pas un dossier.",
	"Name the folder that holds NNN_name.sql files: --migrations DIR, or the connection's setting.":
		"Nommez le dossier qui contient les fichiers NNN_nom.sql : --migrations DIR, ou le réglage de la connexion.",
	"The server did not answer a question of Bulkhead's own within {ms} seconds; it was cancelled.":
		"Le serveur n’a pas répondu à une question de Bulkhead en {ms} secondes ; elle a été annulée.",
	"See what the server is busy with, and who holds the locks (pg_stat_activity), then try again.":
		"Voyez ce qui occupe le serveur et qui tient les verrous (pg_stat_activity), puis réessayez.",
	"Cannot connect to {host}:{port}/{database} as {user}: {message}":
		"Connexion impossible à {host}:{port}/{database} en tant que {user} : {message}",
	"Is the server running, and does it listen on this host and port (listen_addresses, firewall, SSH tunnel)?":
		"Le serveur est-il démarré, et écoute-t-il sur cet hôte et ce port (listen_addresses, pare-feu, tunnel SSH) ?",
	"Check the host's name, or use its address.": "Vérifiez le nom de l’hôte, ou utilisez son adresse.",
	"Nothing answered in time: check host, port and firewall.":
		"Rien n’a répondu à temps : vérifiez l’hôte, le port et le pare-feu.",
	"Check user and password, and what pg_hba.conf asks of this user from this address.":
		"Vérifiez l’utilisateur et le mot de passe, et ce que pg_hba.conf exige de cet utilisateur depuis cette adresse.",
	"Check the database's name; `psql -l` lists what is there.":
		"Vérifiez le nom de la base ; `psql -l` liste celles qui existent.",
	"The server has no TLS: turn ssl on there, or choose sslmode disable for a link that you trust.":
		"Le serveur n’a pas de TLS : activez-y ssl, ou choisissez sslmode disable pour une liaison de confiance.",
	"Check the certificate's name and authority (sslrootcert), and what the server asks of ours (sslcert).":
		"Vérifiez le nom et l’autorité du certificat (sslrootcert), et ce que le serveur exige du nôtre (sslcert).",
	"Something else listens there: check the port.": "Autre chose écoute là : vérifiez le port.",
	"Every connection slot is taken: end an idle session, or raise max_connections.":
		"Toutes les connexions sont prises : terminez une session inactive, ou augmentez max_connections.",
	"The server is starting, stopping or recovering: try again in a moment.":
		"Le serveur démarre, s’arrête ou se rétablit : réessayez dans un instant.",
	"A pooler or proxy in front of the server has said no: see its own settings (PGOPTIONS, for one, is sent as a startup parameter), or use the server's direct port, which runs need anyway.":
		"Un pooler ou proxy devant le serveur a refusé : voyez ses réglages (PGOPTIONS, par exemple, part comme paramètre de démarrage), ou utilisez le port direct du serveur, de toute façon nécessaire aux exécutions.",
	"Check the SSH server's host, user, key and whether it allows forwarding (AllowTcpForwarding).":
		"Vérifiez l’hôte, l’utilisateur et la clé du serveur SSH, et s’il autorise la redirection (AllowTcpForwarding).",
	"Check the SSH server's host, user and key, and whether it allows forwarding (AllowTcpForwarding).":
		"Vérifiez l’hôte, l’utilisateur et la clé du serveur SSH, et s’il autorise la redirection (AllowTcpForwarding).",
	"Compare the fingerprint with what the server's administrator says (ssh-keygen -lf of its host key), then trust it.":
		"Comparez l’empreinte à celle que donne l’administrateur du serveur (ssh-keygen -lf de sa clé d’hôte), puis faites-lui confiance.",
	"Compare the fingerprint with what its administrator says (ssh-keygen -lf on the server), then trust it: at a terminal, in the app, or by --ssh-host-key.":
		"Comparez l’empreinte à celle que donne son administrateur (ssh-keygen -lf sur le serveur), puis faites-lui confiance : au terminal, dans l’application, ou par --ssh-host-key.",
	"Somebody may pose as the SSH server. Where it was set up anew, remove its line from known_hosts yourself.":
		"Quelqu’un se fait peut-être passer pour le serveur SSH. S’il a été réinstallé, retirez vous-même sa ligne de known_hosts.",
	"Somebody may pose as that server. Only where you know that it was set up anew: remove that line from known_hosts yourself.":
		"Quelqu’un se fait peut-être passer pour ce serveur. Seulement si vous savez qu’il a été réinstallé : retirez vous-même cette ligne de known_hosts.",
	"Host and port are as the last SSH server sees them: is the database reached from there?":
		"L’hôte et le port sont vus depuis le dernier serveur SSH : la base est-elle joignable de là ?",
	"The server's log says more.": "Le journal du serveur en dit plus.",
	"The server's disk is full: make room there, then try again.":
		"Le disque du serveur est plein : faites-y de la place, puis réessayez.",
	"No way to connect was tried.": "Aucun moyen de connexion n’a été essayé.",
	"The server asks for a password.": "Le serveur demande un mot de passe.",
	"Give it for this session, in PGPASSWORD or DB_PASSWORD, or in ~/.pgpass.":
		"Donnez-le pour cette session, dans PGPASSWORD ou DB_PASSWORD, ou dans ~/.pgpass.",
	"sslnegotiation=direct cannot fall back to plain text, as sslmode={sslMode} may.":
		"sslnegotiation=direct ne peut pas revenir au texte clair, comme le permet sslmode={sslMode}.",
	"Choose sslmode require, verify-ca or verify-full.": "Choisissez sslmode require, verify-ca ou verify-full.",
	"what answers there speaks TLS, but is not PostgreSQL 17 or later":
		"ce qui répond là parle TLS, mais n’est pas PostgreSQL 17 ou plus récent",
	"the server refuses TLS": "le serveur refuse TLS",
	"what answers there is not PostgreSQL": "ce qui répond là n’est pas PostgreSQL",
	"what answers there is not PostgreSQL ({what})": "ce qui répond là n’est pas PostgreSQL ({what})",
	"the connection was closed without an answer": "la connexion a été fermée sans réponse",
	"the connection was closed": "la connexion a été fermée",
	"no answer in time": "pas de réponse à temps",
	"The connection's address cannot be read. {why}": "L’adresse de la connexion est illisible. {why}",
	"It looks like postgres://user@host:5432/database?sslmode=verify-full.":
		"Elle s’écrit postgres://utilisateur@hôte:5432/base?sslmode=verify-full.",
	"It does not begin with postgres:// or postgresql://.": "Elle ne commence pas par postgres:// ou postgresql://.",
	"Its ssh is not user@host:port.": "Son ssh n’est pas utilisateur@hôte:port.",
	"A character such as @, /, # or % in a name or password must be percent-encoded.":
		"Un caractère tel que @, /, # ou % dans un nom ou un mot de passe doit être encodé en pourcentage.",
	"A % in its database's name must be percent-encoded, as %25.":
		"Un % dans le nom de la base doit être encodé, en %25.",
	"Its {name} is none of {words}.": "Son {name} n’est aucun de {words}.",
	"Its port is no number from 1 to 65535.": "Son port n’est pas un nombre de 1 à 65535.",
	"The pooler in front of the server refuses this: {message}.": "Le pooler devant le serveur refuse ceci : {message}.",
	"Use the server's direct port.": "Utilisez le port direct du serveur.",
	"The connection to the server was lost: {why}": "La connexion au serveur a été perdue : {why}",
	"Look at the state of the database before you try again.": "Regardez l’état de la base avant de réessayer.",
	"The key {file} is locked by a password.": "La clé {file} est verrouillée par un mot de passe.",
	"The key {file} is not opened by the password that was given.": "Le mot de passe donné n’ouvre pas la clé {file}.",
	"The SSH key {file} is locked by a password.": "La clé SSH {file} est verrouillée par un mot de passe.",
	"Give it for this session, or in BULKHEAD_SSL_KEY_PASSWORD.":
		"Donnez-le pour cette session, ou dans BULKHEAD_SSL_KEY_PASSWORD.",
	"There is no SSH here: this server can be reached directly only.":
		"Il n’y a pas de SSH ici : ce serveur n’est joignable que directement.",
	"The system's authorities vouch for any host there is: sslrootcert=system needs sslmode=verify-full.":
		"Les autorités du système garantissent n’importe quel hôte : sslrootcert=system exige sslmode=verify-full.",
	"Name a PEM file with the authority's certificate.": "Nommez un fichier PEM contenant le certificat de l’autorité.",
	"A client certificate needs both of its files: sslcert and sslkey.":
		"Un certificat client exige ses deux fichiers : sslcert et sslkey.",
	"The key {file} is in no form that can be read.": "La clé {file} n’est dans aucun format lisible.",
	"The key {file} can be read by others.": "La clé {file} est lisible par d’autres.",
	"The key file {file} cannot be read.": "Le fichier de clé {file} ne peut pas être lu.",
	"the server did not prove that it knows the password": "le serveur n’a pas prouvé qu’il connaît le mot de passe",
	"the server lets us in without channel binding, which this connection requires":
		"le serveur nous laisse entrer sans liaison de canal, que cette connexion exige",
	"the server asks for the password in the clear, without TLS; it was not sent":
		"le serveur demande le mot de passe en clair, sans TLS ; il n’a pas été envoyé",
	"the server asks for an MD5 password, which is refused on production":
		"le serveur demande un mot de passe MD5, refusé en production",
	"the server does not offer channel binding, which this connection requires":
		"le serveur n’offre pas la liaison de canal, que cette connexion exige",
	"Something in between may pose as the server: check the address, and use sslmode verify-full. The password was not given away.":
		"Quelque chose entre nous se fait peut-être passer pour le serveur : vérifiez l’adresse et utilisez sslmode verify-full. Le mot de passe n’a pas été livré.",
	"Let pg_hba.conf ask for scram-sha-256 from this address.":
		"Faites que pg_hba.conf demande scram-sha-256 depuis cette adresse.",
	"Set password_encryption to scram-sha-256 and the password anew, or allow MD5 in this connection's settings knowingly.":
		"Mettez password_encryption à scram-sha-256 et redéfinissez le mot de passe, ou autorisez sciemment MD5 dans les réglages de cette connexion.",
	"It is not PostgreSQL, or something in between garbles it: check host and port.":
		"Ce n’est pas PostgreSQL, ou quelque chose l’altère en chemin : vérifiez l’hôte et le port.",
	"The system's key store is there for the desktop app only. Here, passwords are kept under a master password.":
		"Le trousseau du système n’est là que pour l’application de bureau. Ici, les mots de passe sont gardés sous un mot de passe principal.",
	"BULKHEAD_POLICY names a file that is not there.": "BULKHEAD_POLICY nomme un fichier qui n’existe pas.",
	"Everybody may write to it, so it proves nothing: chmod o-w it.":
		"Tout le monde peut y écrire, il ne prouve donc rien : faites-lui chmod o-w.",
	"It cannot be read ({code}).": "Il ne peut pas être lu ({code}).",
	"The password command {program} did not answer within {timeoutMs} s.":
		"La commande de mot de passe {program} n’a pas répondu en {timeoutMs} s.",
	"The password command {program} cannot be started ({code}).":
		"La commande de mot de passe {program} ne peut pas être lancée ({code}).",
	"The password command {program} ended with code {code}.":
		"La commande de mot de passe {program} s’est terminée avec le code {code}.",
	"The password command {program} printed nothing.": "La commande de mot de passe {program} n’a rien affiché.",
	"Run it in a terminal to see what it says; it has to print the password as its first line and end with 0.":
		"Lancez-la dans un terminal pour voir ce qu’elle dit ; elle doit afficher le mot de passe en première ligne et finir par 0.",
	"{path} can be read by others, so it is not used: chmod 600 it.":
		"{path} est lisible par d’autres et n’est donc pas utilisé : faites-lui chmod 600.",
	"There is no {path}.": "{path} n’existe pas.",
	"{path} is too large.": "{path} est trop grand.",
	"{path} cannot be read.": "{path} ne peut pas être lu.",
	"The snapshot {id} cannot be read to its end.": "La sauvegarde {id} ne peut pas être lue jusqu’au bout.",
	"Nothing was restored.": "Rien n’a été restauré.",
	"There is no snapshot {id}.": "Il n’y a pas de sauvegarde {id}.",
	"`bulkhead snapshots` lists what there is.": "`bulkhead snapshots` liste ce qu’il y a.",
	"The snapshot {path} could not be written: {why}": "La sauvegarde {path} n’a pas pu être écrite : {why}",
	"Free some space, or choose another folder with --store. Nothing was rolled back.":
		"Libérez de la place, ou choisissez un autre dossier avec --store. Rien n’a été annulé.",
	"The local store {file} has no sound copy: {faults}": "Le stockage local {file} n’a aucune copie saine : {faults}",
	"`bulkhead store check` says what is wrong; `bulkhead store restore` goes back to a good backup. Nothing was changed.":
		"`bulkhead store check` dit ce qui ne va pas ; `bulkhead store restore` reprend une bonne copie de secours. Rien n’a été modifié.",
	"There is no good backup.": "Il n’y a pas de bonne copie de secours.",
	"There is no backup {name}.": "Il n’y a pas de copie de secours {name}.",
	"`bulkhead store` lists what there is. Nothing was changed.":
		"`bulkhead store` liste ce qu’il y a. Rien n’a été modifié.",
	"There is no room for the local store {file}.": "Il n’y a plus de place pour le stockage local {file}.",
	"Make room on that disk, or choose another folder with --store (or BULKHEAD_HOME).":
		"Faites de la place sur ce disque, ou choisissez un autre dossier avec --store (ou BULKHEAD_HOME).",
	"The local store {file} is damaged: {why}": "Le stockage local {file} est endommagé : {why}",
	"`bulkhead store check` says what; `bulkhead store restore` puts the newest good backup in its place.":
		"`bulkhead store check` dit quoi ; `bulkhead store restore` le remplace par la dernière bonne copie de secours.",
	"Another Bulkhead keeps the local store {file} to itself.":
		"Un autre Bulkhead garde le stockage local {file} pour lui.",
	"Wait until it is done, then try again.": "Attendez qu’il ait fini, puis réessayez.",
	"The local store {file} cannot be used: {why}": "Le stockage local {file} est inutilisable : {why}",
	"Check the folder's rights and the room on the disk, or choose another folder with --store (or BULKHEAD_HOME).":
		"Vérifiez les droits du dossier et la place sur le disque, ou choisissez un autre dossier avec --store (ou BULKHEAD_HOME).",
	"Others may write in the local store's folder {folder}.":
		"D’autres peuvent écrire dans le dossier du stockage local {folder}.",
	"Let only its owner write there, or choose another folder with --store (or BULKHEAD_HOME).":
		"N’y laissez écrire que son propriétaire, ou choisissez un autre dossier avec --store (ou BULKHEAD_HOME).",
	"The local store {file} was written by a newer Bulkhead (version {version}).":
		"Le stockage local {file} a été écrit par un Bulkhead plus récent (version {version}).",
	"Use that Bulkhead, or another folder with --store (or BULKHEAD_HOME). Nothing was changed.":
		"Utilisez ce Bulkhead-là, ou un autre dossier avec --store (ou BULKHEAD_HOME). Rien n’a été modifié.",
	"The backup {backup} is damaged: {fault}": "La copie de secours {backup} est endommagée : {fault}",
	"`bulkhead store` lists the others. Nothing was changed.": "`bulkhead store` liste les autres. Rien n’a été modifié.",
	"The SSH key {file} cannot be read.": "La clé SSH {file} ne peut pas être lue.",
	"The SSH key {file} is in no form that can be read.": "La clé SSH {file} n’est dans aucun format lisible.",
	"Give it for this session, in BULKHEAD_SSH_KEY_PASSWORD, or put the key into the agent (ssh-add).":
		"Donnez-le pour cette session, dans BULKHEAD_SSH_KEY_PASSWORD, ou mettez la clé dans l’agent (ssh-add).",
	"Name a private key as ssh-keygen makes it; PPK files have to be converted.":
		"Nommez une clé privée au format de ssh-keygen ; les fichiers PPK doivent être convertis.",
	"Give it for this session, in BULKHEAD_SSH_PASSWORD, or a key (--ssh-key, or ssh-add for the agent).":
		"Donnez-le pour cette session, dans BULKHEAD_SSH_PASSWORD, ou une clé (--ssh-key, ou ssh-add pour l’agent).",
	"Cannot reach the SSH server {hop}: {message}": "Impossible de joindre le serveur SSH {hop} : {message}",
	"The SSH server {hop} shows another key than the one that is known of it ({place}): {type} {fingerprint}. It is not connected to.":
		"Le serveur SSH {hop} présente une autre clé que celle qu’on lui connaît ({place}) : {type} {fingerprint}. Connexion refusée.",
	"The SSH server {hop} shows the key {type} {fingerprint}, which is not known yet.":
		"Le serveur SSH {hop} présente la clé {type} {fingerprint}, encore inconnue.",
	"The SSH server {through} does not lead to {host}:{port}: {message}":
		"Le serveur SSH {through} ne mène pas à {host}:{port} : {message}",
} as const satisfies Words;
