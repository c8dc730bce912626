import { createRootRoute, createRoute, createRouter, notFound, RouterProvider } from '@tanstack/react-router'
import { ConfigProvider } from 'antd'
import zhCN from 'antd/es/locale/zh_CN'
import { useMemo } from 'react'
import { readCompareSearch } from '../features/comparison/compare-search.ts'
import { readCountySearch, readLeadSearch, readPlacesSearch } from '../features/leads/lead-search.ts'
import { readChangesSearch, readMergeSearch, readPersonSearch, readPupilsSearch, readSchoolsSearch } from '../features/registry/person-search.ts'
import { readQuestionSearch } from '../features/leads/question-search.ts'
import {
  readChangeSearch,
  readExplanationSearch,
  readLeadChangeSearch,
  readResultSearch,
  readRunsSearch,
  readDecidedSearch,
  readReviewedSearch,
  readReviewSearch,
  readStartSearch,
  readTotalsSearch,
  readUnsettledSearch,
  readWaitingSearch,
} from '../features/determination/result-search.ts'
import { readPackCompareSearch, readSimulateSearch, readSimulatedChildrenSearch, readSimulationsSearch } from '../features/policy/policy-search.ts'
import { readSentSearch } from '../features/sent/sent-search.ts'
import {
  readAlikeSearch,
  readDoubtsSearch,
  readHistorySearch,
  readBatchSearch,
  readLinesSearch,
  readLockSearch,
  readLocksSearch,
  readProgressSearch,
  readReceiveSearch,
} from '../features/receive/receive-search.ts'
import {
  readAccountSearch,
  readDutySearch,
  readNewAccountSearch,
  readOpeningsSearch,
  readRunSearch,
  readTrailSearch,
} from '../features/operate/operate-search.ts'
import { problemOf } from '../shared/ask/index.ts'
import { look } from '../shared/look.ts'
import { RefusedPage } from '../shared/refused-page.tsx'
import { Told } from '../shared/told.tsx'
import { type Me, MeContext } from '../shared/session/index.ts'
import { useThumb } from '../shared/use-narrow.ts'
import { Shell } from './shell.tsx'

const theme = {
  token: {
    colorPrimary: look.accent,
    colorLinkHover: look.accent,
    colorText: look.ink,
    colorTextSecondary: look.inkSoft,
    colorTextDescription: look.inkSoft,
    colorTextPlaceholder: look.inkSoft,
    colorBorder: '#767d88',
    colorBorderSecondary: look.line,
    colorError: look.wrong,
    colorSuccess: look.well,
    colorWarning: look.late,
    colorBgLayout: look.ground,
    fontFamily: 'inherit',
    borderRadius: 4,
    motionDurationSlow: '0.15s',
    motionDurationMid: '0.1s',
  },
  components: {
    Table: { cellPaddingBlock: 9, cellPaddingInline: 12, headerBg: look.ground, rowSelectedBg: look.accentSoft, rowSelectedHoverBg: look.accentSoft },
  },
} as const

/** As high as a thumb, small ones too; in letters that no phone makes larger by itself. */
const byThumb = { ...theme, token: { ...theme.token, controlHeight: 44, controlHeightSM: 44 } }

/** A part of the program that is no longer there under its name, or did not come. */
const isNotLoaded = (error: unknown): boolean => error instanceof TypeError && /dynamically imported module|module script/i.test(error.message)

const NotOpened = ({ error }: Readonly<{ error: unknown }>) => (
  <>
    {isNotLoaded(error) ? (
      <div className="told late" role="alert">
        这一页没有打开：程序已经更新，或者刚才断了网。请刷新页面；填了还没有提交的内容，回到原来那一页还在。
      </div>
    ) : (
      <Told problem={problemOf(error)} />
    )}
    <button type="button" className="plain-button" onClick={() => location.reload()}>
      刷新页面
    </button>
  </>
)

/** A record has a number; an address that says another thing is one of nothing. */
type At = Readonly<{ params: Readonly<Record<string, string>> }>
const numbered = {
  // What it is given is not named in its type: the router takes the names of an address from the path alone.
  beforeLoad: ((at: At): void => {
    // The router's own way of saying so.
    // oxlint-disable-next-line typescript/only-throw-error
    if (Object.values(at.params).some(value => !/^[1-9]\d{0,17}$/.test(value))) throw notFound()
  }) as () => void,
}

const NothingHere = () => (
  <RefusedPage
    title="这个地址"
    problem={{ code: 'web/no-such-page', title: '没有这一页', status: 404, detail: '本系统没有这个地址的页面。请核对地址有没有抄错、少抄，或从左边的菜单找。' }}
  />
)

const routerFor = (me: Me) => {
  const root = createRootRoute({ component: () => <Shell me={me} /> })
  const home = createRoute({ getParentRoute: () => root, path: '/' }).lazy(() => import('../features/leads/home-page.tsx').then(page => page.route))
  const leads = createRoute({ getParentRoute: () => root, path: '/leads', validateSearch: readLeadSearch }).lazy(() =>
    import('../features/leads/leads-page.tsx').then(page => page.route),
  )
  const leadPlaces = createRoute({ getParentRoute: () => root, path: '/leads/places', validateSearch: readPlacesSearch }).lazy(() =>
    import('../features/leads/places-page.tsx').then(page => page.route),
  )
  const lead = createRoute({ getParentRoute: () => root, path: '/leads/$leadId', ...numbered, validateSearch: readCountySearch }).lazy(() =>
    import('../features/leads/lead-page.tsx').then(page => page.route),
  )
  const counties = createRoute({ getParentRoute: () => root, path: '/counties' }).lazy(() =>
    import('../features/access/counties-page.tsx').then(page => page.route),
  )
  const compare = createRoute({ getParentRoute: () => root, path: '/compare', validateSearch: readCompareSearch }).lazy(() =>
    import('../features/comparison/compare-page.tsx').then(page => page.route),
  )
  const questions = createRoute({ getParentRoute: () => root, path: '/questions', validateSearch: readQuestionSearch }).lazy(() =>
    import('../features/leads/questions-page.tsx').then(page => page.route),
  )
  const question = createRoute({ getParentRoute: () => root, path: '/questions/$questionId', ...numbered }).lazy(() =>
    import('../features/leads/question-page.tsx').then(page => page.route),
  )
  const persons = createRoute({ getParentRoute: () => root, path: '/persons' }).lazy(() =>
    import('../features/registry/find-persons-page.tsx').then(page => page.route),
  )
  const personChanges = createRoute({ getParentRoute: () => root, path: '/persons/changes', validateSearch: readChangesSearch }).lazy(() =>
    import('../features/registry/changes-page.tsx').then(page => page.route),
  )
  const schoolLife = createRoute({ getParentRoute: () => root, path: '/persons/$personId/school-life', ...numbered }).lazy(() =>
    import('../features/registry/school-life-page.tsx').then(page => page.route),
  )
  const merge = createRoute({ getParentRoute: () => root, path: '/persons/$personId/merge', ...numbered, validateSearch: readMergeSearch }).lazy(() =>
    import('../features/registry/merge-page.tsx').then(page => page.route),
  )
  const handovers = createRoute({ getParentRoute: () => root, path: '/persons/handovers' }).lazy(() =>
    import('../features/registry/handovers-page.tsx').then(page => page.route),
  )
  const rollOver = createRoute({ getParentRoute: () => root, path: '/persons/roll-over' }).lazy(() =>
    import('../features/registry/roll-over-page.tsx').then(page => page.route),
  )
  const rolledOver = createRoute({ getParentRoute: () => root, path: '/persons/roll-over/$rollOverId', ...numbered }).lazy(() =>
    import('../features/registry/rolled-over-page.tsx').then(page => page.route),
  )
  const person = createRoute({ getParentRoute: () => root, path: '/persons/$personId', ...numbered, validateSearch: readPersonSearch }).lazy(() =>
    import('../features/registry/person-page.tsx').then(page => page.route),
  )
  const school = createRoute({ getParentRoute: () => root, path: '/schools/$schoolId', ...numbered }).lazy(() =>
    import('../features/registry/school-page.tsx').then(page => page.route),
  )
  const schools = createRoute({ getParentRoute: () => root, path: '/schools', validateSearch: readSchoolsSearch }).lazy(() =>
    import('../features/registry/schools-page.tsx').then(page => page.route),
  )
  const pupils = createRoute({ getParentRoute: () => root, path: '/schools/$schoolId/pupils', ...numbered, validateSearch: readPupilsSearch }).lazy(() =>
    import('../features/registry/pupils-page.tsx').then(page => page.route),
  )
  const household = createRoute({ getParentRoute: () => root, path: '/households/$householdId', ...numbered }).lazy(() =>
    import('../features/registry/household-page.tsx').then(page => page.route),
  )
  const job = createRoute({ getParentRoute: () => root, path: '/jobs/$jobId', ...numbered }).lazy(() =>
    import('../features/jobs/job-page.tsx').then(page => page.route),
  )
  const mine = createRoute({ getParentRoute: () => root, path: '/me' }).lazy(() => import('../features/access/me-page.tsx').then(page => page.route))
  const results = createRoute({ getParentRoute: () => root, path: '/results/list', validateSearch: readResultSearch }).lazy(() =>
    import('../features/determination/results-page.tsx').then(page => page.route),
  )
  const resultTotals = createRoute({ getParentRoute: () => root, path: '/results/totals', validateSearch: readTotalsSearch }).lazy(() =>
    import('../features/determination/totals-page.tsx').then(page => page.route),
  )
  const resultChanges = createRoute({ getParentRoute: () => root, path: '/results/changes', validateSearch: readChangeSearch }).lazy(() =>
    import('../features/determination/changes-page.tsx').then(page => page.route),
  )
  const resultsChanged = createRoute({ getParentRoute: () => root, path: '/results/changed', validateSearch: readChangeSearch }).lazy(() =>
    import('../features/determination/changed-page.tsx').then(page => page.route),
  )
  const leadsChanged = createRoute({ getParentRoute: () => root, path: '/results/leads', validateSearch: readLeadChangeSearch }).lazy(() =>
    import('../features/determination/leads-changed-page.tsx').then(page => page.route),
  )
  const unsettled = createRoute({ getParentRoute: () => root, path: '/results/unsettled', validateSearch: readUnsettledSearch }).lazy(() =>
    import('../features/determination/unsettled-page.tsx').then(page => page.route),
  )
  const waiting = createRoute({ getParentRoute: () => root, path: '/results/waiting', validateSearch: readWaitingSearch }).lazy(() =>
    import('../features/determination/waiting-page.tsx').then(page => page.route),
  )
  const explanation = createRoute({ getParentRoute: () => root, path: '/results/of/$personId', ...numbered, validateSearch: readExplanationSearch }).lazy(() =>
    import('../features/determination/explanation-page.tsx').then(page => page.route),
  )
  const suppose = createRoute({ getParentRoute: () => root, path: '/results/suppose/$personId', ...numbered, validateSearch: readExplanationSearch }).lazy(() =>
    import('../features/determination/suppose-page.tsx').then(page => page.route),
  )
  const runs = createRoute({ getParentRoute: () => root, path: '/runs', validateSearch: readRunsSearch }).lazy(() =>
    import('../features/determination/runs-page.tsx').then(page => page.route),
  )
  const startRun = createRoute({ getParentRoute: () => root, path: '/runs/start', validateSearch: readStartSearch }).lazy(() =>
    import('../features/determination/start-run-page.tsx').then(page => page.route),
  )
  const reviewRun = createRoute({ getParentRoute: () => root, path: '/runs/review', validateSearch: readReviewSearch }).lazy(() =>
    import('../features/determination/review-page.tsx').then(page => page.route),
  )
  const reviewed = createRoute({ getParentRoute: () => root, path: '/runs/reviewed', validateSearch: readReviewedSearch }).lazy(() =>
    import('../features/determination/reviewed-changes-page.tsx').then(page => page.route),
  )
  const decided = createRoute({ getParentRoute: () => root, path: '/runs/decided', validateSearch: readDecidedSearch }).lazy(() =>
    import('../features/determination/reviewed-decisions-page.tsx').then(page => page.route),
  )
  const policy = createRoute({ getParentRoute: () => root, path: '/policy' }).lazy(() => import('../features/policy/library-page.tsx').then(page => page.route))
  const pack = createRoute({ getParentRoute: () => root, path: '/policy/$packId' }).lazy(() =>
    import('../features/policy/pack-page.tsx').then(page => page.route),
  )
  const comparePacks = createRoute({ getParentRoute: () => root, path: '/policy/compare/$packId', validateSearch: readPackCompareSearch }).lazy(() =>
    import('../features/policy/compare-page.tsx').then(page => page.route),
  )
  const simulate = createRoute({ getParentRoute: () => root, path: '/policy/simulate', validateSearch: readSimulateSearch }).lazy(() =>
    import('../features/policy/simulate-page.tsx').then(page => page.route),
  )
  const simulations = createRoute({ getParentRoute: () => root, path: '/policy/simulate/made', validateSearch: readSimulationsSearch }).lazy(() =>
    import('../features/policy/simulations-page.tsx').then(page => page.route),
  )
  const simulatedChildren = createRoute({
    getParentRoute: () => root,
    path: '/policy/simulate/children',
    validateSearch: readSimulatedChildrenSearch,
  }).lazy(() => import('../features/policy/simulated-children-page.tsx').then(page => page.route))
  const determination = [
    results,
    resultTotals,
    resultChanges,
    resultsChanged,
    leadsChanged,
    unsettled,
    waiting,
    explanation,
    suppose,
    runs,
    startRun,
    reviewRun,
    reviewed,
    decided,
    policy,
    pack,
    comparePacks,
    simulate,
    simulations,
    simulatedChildren,
  ] as const
  const receive = createRoute({ getParentRoute: () => root, path: '/receive', validateSearch: readReceiveSearch }).lazy(() =>
    import('../features/receive/receive-page.tsx').then(page => page.route),
  )
  const received = createRoute({ getParentRoute: () => root, path: '/receive/history', validateSearch: readHistorySearch }).lazy(() =>
    import('../features/receive/history-page.tsx').then(page => page.route),
  )
  const receivedBatch = createRoute({ getParentRoute: () => root, path: '/receive/history/$importId', ...numbered, validateSearch: readBatchSearch }).lazy(() =>
    import('../features/receive/import-page.tsx').then(page => page.route),
  )
  const doubts = createRoute({ getParentRoute: () => root, path: '/receive/history/$importId/doubts', ...numbered, validateSearch: readDoubtsSearch }).lazy(
    () => import('../features/receive/doubts-page.tsx').then(page => page.route),
  )
  const alike = createRoute({ getParentRoute: () => root, path: '/receive/history/$importId/alike', ...numbered, validateSearch: readAlikeSearch }).lazy(() =>
    import('../features/receive/alike-page.tsx').then(page => page.route),
  )
  const batchLines = createRoute({ getParentRoute: () => root, path: '/receive/history/$importId/lines', ...numbered, validateSearch: readLinesSearch }).lazy(
    () => import('../features/receive/lines-page.tsx').then(page => page.route),
  )
  const receiving = createRoute({ getParentRoute: () => root, path: '/receive/progress', validateSearch: readProgressSearch }).lazy(() =>
    import('../features/receive/progress-page.tsx').then(page => page.route),
  )
  const locks = createRoute({ getParentRoute: () => root, path: '/receive/locks', validateSearch: readLocksSearch }).lazy(() =>
    import('../features/receive/locks-page.tsx').then(page => page.route),
  )
  const lock = createRoute({ getParentRoute: () => root, path: '/receive/locks/$lockedListId', ...numbered, validateSearch: readLockSearch }).lazy(() =>
    import('../features/receive/lock-page.tsx').then(page => page.route),
  )
  const sent = createRoute({ getParentRoute: () => root, path: '/sent/$importId', ...numbered, validateSearch: readSentSearch }).lazy(() =>
    import('../features/sent/sent-page.tsx').then(page => page.route),
  )
  const receives = [receive, sent, received, receivedBatch, batchLines, doubts, alike, receiving, locks, lock] as const
  const accounts = createRoute({ getParentRoute: () => root, path: '/operate/accounts', validateSearch: readAccountSearch }).lazy(() =>
    import('../features/operate/accounts-page.tsx').then(page => page.route),
  )
  const newAccount = createRoute({ getParentRoute: () => root, path: '/operate/accounts/new', validateSearch: readNewAccountSearch }).lazy(() =>
    import('../features/operate/new-account-page.tsx').then(page => page.route),
  )
  const account = createRoute({ getParentRoute: () => root, path: '/operate/accounts/$accountId', ...numbered }).lazy(() =>
    import('../features/operate/account-page.tsx').then(page => page.route),
  )
  const openings = createRoute({ getParentRoute: () => root, path: '/operate/openings', validateSearch: readOpeningsSearch }).lazy(() =>
    import('../features/operate/openings-page.tsx').then(page => page.route),
  )
  const duties = createRoute({ getParentRoute: () => root, path: '/operate/duties', validateSearch: readDutySearch }).lazy(() =>
    import('../features/operate/duties-page.tsx').then(page => page.route),
  )
  const dutyPlaces = createRoute({ getParentRoute: () => root, path: '/operate/duties/places', validateSearch: readDutySearch }).lazy(() =>
    import('../features/operate/duty-places-page.tsx').then(page => page.route),
  )
  const holder = createRoute({ getParentRoute: () => root, path: '/operate/duties/holders/$personId', ...numbered }).lazy(() =>
    import('../features/operate/holder-page.tsx').then(page => page.route),
  )
  const trail = createRoute({ getParentRoute: () => root, path: '/operate/trail', validateSearch: readTrailSearch }).lazy(() =>
    import('../features/operate/trail-page.tsx').then(page => page.route),
  )
  const trailEntry = createRoute({ getParentRoute: () => root, path: '/operate/trail/$entryId' }).lazy(() =>
    import('../features/operate/entry-page.tsx').then(page => page.route),
  )
  const looks = createRoute({ getParentRoute: () => root, path: '/operate/looks/$personId' }).lazy(() =>
    import('../features/operate/looks-page.tsx').then(page => page.route),
  )
  const system = createRoute({ getParentRoute: () => root, path: '/operate/system' }).lazy(() =>
    import('../features/operate/system-page.tsx').then(page => page.route),
  )
  const audit = createRoute({ getParentRoute: () => root, path: '/operate/audit' }).lazy(() =>
    import('../features/operate/audit-page.tsx').then(page => page.route),
  )
  const auditedRun = createRoute({ getParentRoute: () => root, path: '/operate/runs/$runId', ...numbered, validateSearch: readRunSearch }).lazy(() =>
    import('../features/operate/run-page.tsx').then(page => page.route),
  )
  const operate = [accounts, newAccount, account, openings, duties, dutyPlaces, holder, trail, trailEntry, looks, system, audit, auditedRun] as const
  return createRouter({
    routeTree: root.addChildren([
      home,
      leads,
      leadPlaces,
      lead,
      counties,
      compare,
      questions,
      question,
      persons,
      schoolLife,
      merge,
      handovers,
      rollOver,
      rolledOver,
      personChanges,
      person,
      schools,
      school,
      pupils,
      household,
      job,
      mine,
      ...determination,
      ...receives,
      ...operate,
    ]),
    defaultPreload: 'intent',
    // The page of another record is another page: what was opened, ticked or said on one stands on no other.
    defaultRemountDeps: ({ params }) => params,
    defaultErrorComponent: NotOpened,
    defaultNotFoundComponent: NothingHere,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof routerFor>
  }
}

/** The desk of whoever is logged in: bar, menu, and the page that the address names. */
export const Desk = ({ me }: Readonly<{ me: Me }>) => {
  // Not for every renewed session a new router: the page under way outlives it.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const router = useMemo(() => routerFor(me), [me.accountId, me.onBehalfOf?.accountId])
  const thumb = useThumb()
  return (
    <ConfigProvider
      locale={zhCN}
      theme={thumb ? byThumb : theme}
      button={{ autoInsertSpace: false }}
      csp={{ nonce: document.querySelector('meta[property=csp-nonce]')?.getAttribute('content') ?? '' }}
    >
      <MeContext value={me}>
        <RouterProvider router={router} />
      </MeContext>
    </ConfigProvider>
  )
}
