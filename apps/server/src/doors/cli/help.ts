import { type CommandName, commands } from './commands/index.ts'

const defaultData = '默认是当前用户的数据目录'
/** What an option means; most mean the same wherever they stand. */
const meanings: Readonly<Record<string, string>> = {
  county: '县的区划代码，6 位，例如 990101',
  term: '学期，写作 2022秋、2022-autumn 或 2022-2023-1',
  out: '写到哪里：文件或文件夹；不写就写在当前文件夹',
  data: `数据目录：名册快照、运行和记录存在这里；${defaultData}`,
  config: '配置文件夹：密钥存在这里，不要和数据目录放在一起；默认是当前用户的配置文件夹',
  divisions: '区划表文件：乡镇、村的代码和名称；不写就用名册里的',
  reading: '文本有不同理解之处按哪一种读，写作 O-04=…；可以写几次',
  office: '带上哪一份办公库快照（办公室作出的认定和补充）；不写用最新的一份，写“不用”就不带',
  name: '姓名',
  school: '学校名称',
  row: '名册里的一行，写作“<文件>〔<表>〕第<行>行”',
  pack: '政策包的文件夹名，代替 --county',
  'known-on': '只用到这一天为止已经知道的文件，例如 2022-09-01',
  subject: '对谁核定：student（学生，默认）、school 等',
  change: '写明改哪些标准的方案文件（JSON）',
  json: '一行一个 JSON，供其他程序读',
  run: '运行编号；不写就是最近一次',
  verify: '只核对已发布的和运行的结果是否一致，什么也不改',
  snapshot: '名册快照编号',
  unsealed: '销毁所有没有加封的临时内容',
  why: '原因，记入日志',
  fields: '连库里单独加密的内容（证件号、电话、账号）也换密钥',
  as: '以哪个账号办；只能办它有权办的，日志里记它的名字',
  figure: '看收数批次的哪个数，例如 facts-changed（变更的信息）',
  on: '按这一天当时有效的情况',
  act: '按这一次办理之前的情况',
  head: '报表上印的封记；可以写几次',
  role: '角色编号，例如 A-28',
  at: '范围，例如 division:990101 或 school:12；不写就是全县',
  grant: '要收回的授权编号；account list 里每一项授权后面都有',
  to: '授权到哪天为止',
  host: '在哪个地址上服务；默认只有本机能访问',
  proxy: '前面的代理的地址，只信它转来的来源；可以写几次',
  port: '端口',
  children: '虚构多少名儿童',
  seed: '种子：同一个种子虚构出同一个县',
  yes: '看过后果，确定要办',
  once: '办完就结束，不打开网页',
  fresh: '重新虚构，不用上次的',
  keep: '结果留在哪个文件夹',
  since: '和哪个版本（git 提交）比',
  students: '用多少名虚构的学生来比',
  into: '政策包写到哪个文件夹',
}

/** Options that need no value. */
const isSwitch = (type: string): boolean => type === 'boolean'

/** How one command is written, and what each of its options means. */
export const helpOf = (name: CommandName, usage: string): string => {
  const written = usage
    .split('\n')
    .filter(line => line.startsWith('  yingjin '))
    .flatMap(line =>
      line.includes(' pack-new ')
        ? line
            .replace('  yingjin ', '')
            .split(/ \| (?=pack-)/)
            .map(each => `  yingjin ${each}`)
        : [line],
    )
    .flatMap(line =>
      line.includes('| restore ')
        ? line
            .replace('  yingjin ', '')
            .split(' | ')
            .map(each => `  yingjin ${each}`)
        : [line],
    )
    .filter(line => line.startsWith(`  yingjin ${name} `))
  const { options } = commands[name]
  const lines = Object.entries(options).map(([option, { type }]) => `  --${option}${isSwitch(type) ? '' : ' <…>'}\n      ${meanings[option] ?? ''}`)
  return [...written, ...(lines.length === 0 ? [] : ['', '选项：', ...lines])].join('\n')
}

/** Options of which nothing would be said. */
export const unexplained = (): readonly string[] =>
  Object.entries(commands).flatMap(([name, { options }]) =>
    Object.keys(options)
      .filter(option => (meanings[option] ?? '') === '')
      .map(option => `${name} --${option}`),
  )
