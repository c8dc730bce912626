import { spawnSync } from 'node:child_process'

const says = (program: string): string | null => {
  const { status, stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : null
}

const runs = (program: string, ...args: readonly string[]): boolean =>
  spawnSync(program, [...args], { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0

/** LibreOffice as a county's desk has it, by which exports are read back: the one that is there, else Debian's is installed. */
export const libreOffice = (): string => {
  const there = ['soffice', 'libreoffice'].find(program => says(program) !== null)
  if (there !== undefined) return there
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0)
    throw new Error("no LibreOffice on the path: install it, or Debian's package libreoffice-calc-nogui")
  process.stdout.write("installing Debian's LibreOffice\n")
  if (
    !runs('apt-get', 'update', '-qq') ||
    !runs('apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'libreoffice-calc-nogui') ||
    says('soffice') === null
  )
    throw new Error("Debian's LibreOffice could not be installed")
  return 'soffice'
}
