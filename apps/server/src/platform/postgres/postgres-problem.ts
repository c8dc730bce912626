import { type Problem, word, type WordingFor } from '@yingjin/kernel'

export type PostgresProblem =
  | Problem<'postgres/no-server-here', { platform: string }>
  | Problem<'postgres/binaries-unusable', { folder: string; why: string }>
  | Problem<'postgres/folder-closed', { folder: string; account: string }>
  | Problem<'postgres/socket-folder-taken', { folder: string }>
  | Problem<'postgres/not-a-cluster', { folder: string }>
  | Problem<'postgres/other-major', { folder: string; found: number; wanted: number }>
  | Problem<'postgres/in-use', { folder: string; pid: number }>
  | Problem<'postgres/cannot-initialise', { folder: string; why: string }>
  | Problem<'postgres/does-not-start', { folder: string; log: string }>
  | Problem<'postgres/bad-url', { variable: string }>
  | Problem<'postgres/unreachable', { server: string; why: string }>
  | Problem<'postgres/too-old', { server: string; found: string }>
  | Problem<'postgres/not-utf8', { database: string; encoding: string }>
  | Problem<'postgres/cannot-make-office', { role: string; owner: string; variable: string }>
  | Problem<'postgres/office-password-unknown', { role: string; file: string; variable: string }>
  | Problem<'postgres/office-too-strong', { role: string; why: 'owner' | 'superuser' | 'bypassrls' | 'owns' | 'both'; variable: string }>
  | Problem<'postgres/office-not-member', { role: string; of: string; variable: string }>
  | Problem<'postgres/newer-database', { database: string; found: number; known: number }>
  | Problem<'postgres/changed-migration', { name: string }>
  | Problem<'postgres/unknown-migration', { name: string }>
  | Problem<'postgres/late-migration', { name: string; last: string }>
  | Problem<'postgres/migration-fails', { name: string; says: string; line: number | null }>
  | Problem<'postgres/foreign-database', { database: string }>

const url = '也可以用 DATABASE_URL 指向一个 PostgreSQL（15 或更高版本）。'

const why = {
  owner: '它就是 DATABASE_URL 的用户',
  superuser: '它是超级用户',
  bypassrls: '它能越过行级安全（BYPASSRLS）',
  owns: '它拥有应尽的表或库',
  both: '办理业务的用户和登录用的用户必须分开，它两样都是',
} as const

export const postgresWording: WordingFor<PostgresProblem> = {
  'postgres/no-server-here': p => `这种电脑（${p.platform}）没有随程序附带的数据库。请用 DATABASE_URL 指向一个 PostgreSQL（15 或更高版本）。`,
  'postgres/binaries-unusable': p => `随程序附带的数据库“${p.folder}”运行不了：${p.why}。请重新运行 npm ci；${url}`,
  'postgres/folder-closed': p =>
    `以 root 运行时数据库改用普通帐号 ${p.account}，而它进不了“${p.folder}”。请用普通帐号运行应尽，或把数据目录放到所有上级文件夹都能进入的位置（如 /var/lib/yingjin）；${url}`,
  'postgres/socket-folder-taken': p => `“${p.folder}”不是本程序的私有文件夹，数据库不能放在那里。请删除或改名后再试。`,
  'postgres/not-a-cluster': p => `“${p.folder}”里已有别的内容，不是应尽的数据库。请换一个空的数据目录。`,
  'postgres/other-major': p =>
    `“${p.folder}”是 PostgreSQL ${p.found} 的数据，本程序附带的是 ${p.wanted}。请先用原来版本的应尽备份（yingjin backup），再在新的数据目录恢复（yingjin restore）。数据没有改动。`,
  'postgres/in-use': p => `“${p.folder}”的数据库正由进程 ${p.pid} 使用。请先停止它，或换一个数据目录；数据没有改动。`,
  'postgres/cannot-initialise': p => `在“${p.folder}”建不成数据库：${p.why}。请核对磁盘空间和权限；${url}`,
  'postgres/does-not-start': p => `“${p.folder}”的数据库启动不了，原因见“${p.log}”的最后几行。数据没有改动。`,
  'postgres/bad-url': p => `${p.variable} 看不懂。写法如 postgresql://用户:口令@主机:5432/库名。`,
  'postgres/unreachable': p => `连不上数据库 ${p.server}：${p.why}。请核对 DATABASE_URL、网络和口令。`,
  'postgres/too-old': p => `数据库 ${p.server} 是 PostgreSQL ${p.found}，太旧；需要 15 或更高版本。`,
  'postgres/not-utf8': p =>
    `数据库 ${p.database} 的编码是 ${p.encoding}，需要 UTF8。请新建：create database 库名 template template0 encoding 'UTF8' locale 'C'。`,
  'postgres/cannot-make-office': p =>
    `DATABASE_URL 的用户 ${p.owner} 不能建用户，程序需要的 ${p.role} 还不存在。请管理员建立它（create role ${p.role} login password '…'），并用 ${p.variable} 给出它的连接。`,
  'postgres/office-password-unknown': p =>
    `用户 ${p.role} 已经存在，而“${p.file}”里没有它的可用口令。请用 ${p.variable} 给出它的连接；没有别的程序在用它时，也可以请管理员删除这个用户，再启动一次会重新建立。`,
  'postgres/office-too-strong': p => `应用的用户 ${p.role} 权限过大：${why[p.why]}，行级安全管不住它。请用 ${p.variable} 给出一个普通用户。`,
  'postgres/office-not-member': p => `${p.variable} 的用户 ${p.role} 不属于 ${p.of}。请管理员执行：grant ${p.of} to ${p.role}。`,
  'postgres/newer-database': p =>
    `数据库 ${p.database} 由更新版本的应尽建立（结构第 ${p.found} 号，本程序只认到第 ${p.known} 号）。请升级程序后再用；数据没有改动。`,
  'postgres/changed-migration': p => `数据库用过的结构文件 ${p.name} 与现在程序里的不同。已经用过的文件不能再改；请恢复原来的程序文件。数据没有改动。`,
  'postgres/unknown-migration': p => `数据库用过的结构文件 ${p.name} 在本程序里没有。请换用建立这个数据库的程序版本或更新的版本。数据没有改动。`,
  'postgres/late-migration': p => `结构文件 ${p.name} 排在已经用过的 ${p.last} 之前，不能补用。请把它改为更大的编号；开发库可以用 npm run db:reset 重建。`,
  'postgres/migration-fails': p => `结构文件 ${p.name}${p.line === null ? '' : ` 第${p.line}行`}执行不了：${p.says}。这个文件的改动已全部撤回。`,
  'postgres/foreign-database': p =>
    `数据库 ${p.database} 里有别的程序的内容（已有 infrastructure、access、registry 等同名模式），应尽不能用它。请新建一个空库。`,
}

export const wordPostgres = (p: PostgresProblem): string => word(postgresWording, p)
