import { parseArgs } from 'node:util'
import { commands, type CommandName } from './commands/index.ts'
import { helpOf } from './help.ts'
import { progressDone } from '../../platform/progress/index.ts'
import { wordFailure } from './failure.ts'

const usage = `应尽 yingjin — 收名册、作比对、按政策核定、列出缺口

  yingjin run <名册文件夹> --county <区划代码> --term <学期> [--out <输出文件夹>] [--data <数据目录>] [--reading O-04=…] [--office <办公库快照编号> | --office 不用]
  yingjin compare <名册文件夹> <甲名册> <乙名册> --county <区划代码> [--out <工作簿>]
  yingjin explain --county <区划代码> --term <学期> (--name <姓名> --school <学校> | --row "<文件>〔<表>〕第<行>行" | 不带参数则询问身份证号)
  yingjin decide (--county <区划代码> | --pack <政策包>) --term <学期> [--known-on <日期>] [--reading O-04=…] [--subject <对象>] <事实.json | ->
  yingjin simulate --county <区划代码>[,<区划代码>…] --term <学期> [--run <编号>] --change <方案.json> [--out <工作簿>] [--data <数据目录>] [--json]
  yingjin pack-new <区划代码-拼音> <中文名称> | pack-check [<政策包>…] | pack-diff <甲> <乙> | pack-diff <政策包> --since <版本> | pack-page [<政策包>…] [--out <文件夹>]
  yingjin publish --county <区划代码> --term <学期> [--run <编号>] [--divisions <区划表>] [--verify] [--data <数据目录>]
  yingjin recheck --county <区划代码> --term <学期> [--known-on <日期>] [--data <数据目录>] [--out <工作簿>]
  yingjin forget --county <区划代码> [--snapshot <编号> | --run <编号>] [--why <原因>] [--data <数据目录>] | forget --unsealed
  yingjin office-snapshot --county <区划代码> [--as <账号> [--on <日期>] [--act <办理编号>]] [--data <数据目录>]
  yingjin rotate-keys --county <区划代码> [--fields] [--data <数据目录>]
  yingjin backup --out <文件夹> [--data <数据目录>] | restore <备份文件夹> [--data <数据目录>]
  yingjin account add <账号> --name <姓名> [--role <角色> [--at <范围>]] | list | give <账号> --role <角色> | take-back <账号> --grant <授权编号> | reset-password <账号> | reset-second-factor <账号> | close <账号>，都要写 --county <区划代码>
  yingjin imports list | show <批次> | try <批次> | lines <批次> --figure <看哪个数> | commit <批次> | give-up <批次> | undo <批次> [--yes]，都要写 --county 和 --as <账号>
  yingjin jobs list | show <编号> | cancel <编号> | resume <编号>，都要写 --county
  yingjin audit verify [--county <区划代码> [--head <报表上印的封记>]] [--data <数据目录>]
  yingjin serve [--port <端口>] [--host <地址>] [--proxy <代理地址>] [--data <数据目录>]
  yingjin demo [--children <人数>] [--seed <种子>] [--once] [--fresh] [--out <文件夹>]
  yingjin score [--children <人数>] [--seed <种子>] [--json]
  yingjin sample --children <人数> --seed <种子> --out <文件夹>

学期写作 2022秋、2022-autumn 或 2022-2023-1。要打开或封存数据的命令可用 --config 写明密钥所在的配置文件夹。
一个命令的选项各是什么意思：yingjin <命令> --help`

/** The command door. Returns the exit code; prints Chinese; never throws for what a user did. */
export const main = async (argv: readonly string[]): Promise<number> => {
  if (!process.stdout.listeners('error').includes(unlessClosed)) process.stdout.on('error', unlessClosed)
  const [name, ...rest] = argv
  const helps = argv.includes('--help') || argv.includes('-h')
  if (helps && name !== undefined && Object.hasOwn(commands, name)) {
    process.stdout.write(`${helpOf(name as CommandName, usage)}\n`)
    return 0
  }
  if (name === undefined || name === 'help' || helps) {
    process.stdout.write(`${usage}\n`)
    return name === undefined ? 2 : 0
  }
  const command = commands[name as CommandName]
  if (command === undefined) {
    process.stderr.write(`没有“${name}”这个命令。\n\n${usage}\n`)
    return 2
  }
  let parsed: ReturnType<typeof parseArgs>
  try {
    parsed = parseArgs({ args: [...rest], options: command.options, allowPositionals: true, strict: true })
  } catch (error) {
    process.stderr.write(`参数看不懂：${wordArgument(error)}\n\n${usage}\n`)
    return 2
  }
  try {
    return await command.carryOut(parsed.values as Readonly<Record<string, string | boolean | string[] | undefined>>, parsed.positionals)
  } catch (error) {
    const { message, exitCode } = wordFailure(error)
    process.stderr.write(`${message}\n`)
    return exitCode
  } finally {
    progressDone()
  }
}

/** A reader who has seen enough (`| head`) closes the pipe; what is left is told to nobody. */
const unlessClosed = (error: Error): void => {
  if (!('code' in error) || error.code !== 'EPIPE') throw error
}

/** The option parser speaks English; of what it says only the option itself is of use here. */
const wordArgument = (error: unknown): string => {
  const option = /'(-[^'\s]+)/.exec(error instanceof Error ? error.message : '')?.[1]
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (option === undefined) return '请照下面的写法'
  return code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? `没有“${option}”这个选项` : `“${option}”后面的值不对或漏写了`
}
