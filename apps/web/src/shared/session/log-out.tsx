import { useState } from 'react'
import { problemOf, send } from '../ask/index.ts'
import { countDrafts } from '../draft.ts'
import { forgetAllKept } from '../kept.ts'
import { actForMyself } from './session.ts'
import { tellTabs } from './tabs.ts'

/**
 * The way out. Words that were not submitted end with it, so that they do not lie in a browser others use: whoever has
 * some is asked first. The page is loaded anew, and nothing of what it showed is left in memory.
 */
export const LogOut = ({ className }: Readonly<{ className: string }>) => {
  const [asking, setAsking] = useState<Readonly<{ says: string; go: string }> | null>(null)
  const leave = async (): Promise<void> => {
    try {
      await send('POST', '/api/logout', {}, {})
    } catch (error) {
      if (problemOf(error).code !== 'access/not-logged-in')
        return setAsking({
          says: '服务器没有答复，您还没有退出。请等网络恢复后再退；急着离开，请关掉浏览器，不要让别人接着用这个窗口。',
          go: '再退一次',
        })
    }
    forgetAllKept()
    actForMyself()
    tellTabs('left')
    location.replace('/')
  }
  const begin = (): void => {
    const drafts = countDrafts()
    if (drafts === 0) return void leave()
    setAsking({ says: `有 ${drafts} 处写了还没有提交，退出后不再保留。`, go: '不保留，退出' })
  }
  return (
    <span className="leaving">
      <button type="button" className={className} onClick={begin} aria-expanded={asking !== null}>
        退出登录
      </button>
      {asking === null ? null : (
        <span className="tray-panel" role="alertdialog" aria-label="退出登录">
          <span>{asking.says}</span>
          <span className="acts">
            <button type="button" className="second-button" onClick={() => setAsking(null)}>
              先不退出
            </button>
            <button type="button" className="second-button" onClick={() => void leave()}>
              {asking.go}
            </button>
          </span>
        </span>
      )}
    </span>
  )
}
