import { Link, Outlet } from '@tanstack/react-router'
import { useState } from 'react'
import { send } from '../shared/ask/index.ts'
import type { Me } from '../shared/session/index.ts'
import { SideMenu } from './side-menu.tsx'

/** What stands around every page: the bar, the menu, and the way past them to the work. */
export const Shell = ({ me, left }: Readonly<{ me: Me; left: () => void }>) => {
  const [menuOpen, setMenuOpen] = useState(false)
  const leave = async (): Promise<void> => {
    await send('POST', '/api/logout', {}, {}).catch(() => undefined)
    left()
  }
  return (
    <>
      <a className="skip" href="#work">
        跳到正文
      </a>
      <header className="bar">
        <button type="button" className="menu-button" aria-expanded={menuOpen} aria-controls="menu" onClick={() => setMenuOpen(!menuOpen)}>
          菜单
        </button>
        <Link to="/" className="house">
          应尽
        </Link>
        <span className="where">
          <strong>{me.divisionName}</strong>
        </span>
        <span className="who">
          {me.onBehalfOf === null ? me.name : `${me.name} 代 ${me.onBehalfOf.name}`}
          <button type="button" className="link-button" onClick={() => void leave()}>
            退出登录
          </button>
        </span>
      </header>
      <div className="frame">
        <SideMenu me={me} open={menuOpen} went={() => setMenuOpen(false)} />
        <main className="work" id="work" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
    </>
  )
}
