"""What ordinary writing is made of, so that it is not taken for a recovery phrase.

A third of the words of an English chat stand in the BIP-39 list, and nearly every character of a Chinese one. English
words named here keep a run of list words going, but do not count as evidence; a Chinese run that holds one of the
pairs is prose (twelve random characters hold one once in a thousand times).
"""

ENGLISH = frozenset(
    """
    about able account across actual add address advice again age ahead air all allow already also always amount
    another answer any appear apple around arrive ask auto away balance because become before begin believe below best
    better between blue board book boss both box bring broken build bus business busy buy buyer call can cancel car
    card carry case cash catch cause certain chance change charge chase chat cheap check child choose city civil claim
    clear click client clock close code coin cold come common company computer confirm connect control cook copy
    correct cost country couple course cover create credit current custom daily damage danger day decide demand deny
    deposit describe detail device different direct discover display divide doctor document dollar door double draft
    drive drop during early earn easy edit either electric else email end enough enter error ever evidence exact
    example exchange exist expect expire explain extend extra eye face fall false family father fee few field figure
    file final find fine finish first fit fix follow food force forget form forward found free friend from front fuel
    full fun future gain game gas general get gift give glad good great grow guess guide habit half hand happy hard have
    head health hear heart hello help high hold home hope host hotel hour how huge human hungry idea identify identity
    ignore
    image impact improve include income increase index inform input inside into issue item job join joke keep key kind
    know large last late later law lazy lead learn leave left legal letter level life light like limit link list live
    loan local long lottery loud love loyal lucky machine mail make man manage margin mark market master mean measure
    meat mention message method middle minimum minute miss mistake mobile model mom moment money monitor month more
    morning most mother move much must mystery name near need network never news next nice noise normal note nothing
    notice now number obtain obvious off offer office often oil okay old one online only open option orange order other
    outside over own page paper parent park part party pass patient pay payment people perfect permit person phone
    phrase photo physical picture piece place play please point possible power present prevent price private prize
    problem
    process profit project proof property protect provide public purchase purpose push put quality question quick
    quit quote range rate rather ready real reason receive record reduce refuse region release rely remain remember
    remind remove rent repair repeat replace report require resource response result return reveal review reward rich
    right risk room rule run safe same save say scan scheme school search season seat second secret seed section
    security
    see seek sell send sense service session settle setup seven share shop short should side sign silver similar simple
    since site six size slot slow small smart social solution solve some someone soon sort sound source speak special
    speed spell spend spot staff stage start state stay step still stock stop story street strong student submit
    success such sudden sure swap switch system table take talk target task tell ten test text thank that them theme
    then there they thing this thought three time tip title today together token tomorrow tonight tool top topic total
    trade traffic transfer travel trip trouble true trust try turn twice two type unable under unique unit until update
    upgrade use used usual valid value verify very video view virtual visa visit voice vote wait walk wallet want warm
    watch water way wealth web week welcome what when where will window wish word work world wrong year yellow you young
    """.split()  # noqa: SIM905 - a table of words reads better as a text
)

CHINESE_PAIRS = frozenset(
    """
    我的 你的 他的 我们 你们 他们 大家 什么 怎么 怎样 为什 么时 么办 没有 没到 还没 还是 不是 不到 不能 不了
    不会 不对 不行 不要 不知 知道 可以 可是 但是 因为 所以 如果 或者 而且 并且 以及 已经 已到 就是 只是 都是
    这个 那个 这些 那些 这样 那样 这里 那里 这是 哪里 哪个 一个 一下 一直 一样 一次 一些 有没 有人 有一 请问
    请帮 帮我 帮忙 谢谢 您好 你好 客服 人工 问题 充值 充币 提币 提现 提款 转账 转帐 到账 到帐 入账 账户 账号
    帐户 帐号 钱包 交易 订单 地址 网络 平台 公司 资金 资产 金额 余额 手续 续费 确认 区块 合约 节点 哈希 平仓
    爆仓 杠杆 理财 认证 实名 身份 证件 照片 审核 通过 失败 成功 取消 申请 提交 上传 下载 登录 登陆 注册 密码
    验证 手机 邮箱 邮件 短信 收到 收不 冻结 解冻 风控 限制 限额 等待 处理 时间 时候 小时 分钟 今天 昨天 明天
    现在 刚刚 刚才 之前 之后 以后 以前 多久 多少 几天 上午 下午 晚上 什时 开始 结束 使用 操作 设置 选择 需要
    显示 提示 错误 页面 点击 打开 进行 进入 出现 发现 发送 发给 联系 联络 支持 服务 用户 客户 朋友 别人 对方
    自己 银行 支付 付款 收款 购买 卖出 买入 价格 市场 比特 特币 以太 太坊 主网 链上 公链 代币 币种 系统 版本
    更新 升级 维护 活动 奖励 规则 说明 教程 方法 方式 情况 原因 结果 信息 数据 记录 截图 查看 查询 查一 看到
    看不 无法 能不 是不 是否 应该 可能 必须 一定 非常 真的 其他 其它 所有 全部 部分 安全 被盗 骗子 诈骗 报警
    投诉 退款 赔偿 恢复 备份 导入 导出 助记 记词 私钥 种子 单词 中文 英文 国家 中国 地区 世界 社会 经济 发展
    工作 生活 学习 研究 科学 技术 政府 人民 关系 管理 组织 第一 第二 其中 通常 任何 例如 比如 根据 关于 由于
    对于 然后 然而 虽然 同时 同样 包括 这种 那么 多个 每个 一种 一般 成为 作为 认为 来自 以便 之间 之一 的人
    的是 是的 了解 完成 不同 相同 重要 主要 目前 最后 最近 最大 最小 的话 到了 过了 為什 麼時 麼辦 沒有 沒到
    還沒 還是 不會 不對 因為 已經 這個 那個 這些 這樣 這裡 哪裡 一個 請問 請幫 幫我 謝謝 問題 儲值 入金 出金
    轉帳 轉賬 到帳 帳戶 帳號 錢包 訂單 網路 網絡 資金 資產 金額 餘額 手續 續費 確認 區塊 合約 節點 實名 證件
    審核 通過 失敗 申請 上傳 下載 登入 註冊 密碼 驗證 手機 郵箱 郵件 簡訊 凍結 解凍 風控 處理 時間 時候 小時
    分鐘 現在 剛剛 剛才 之後 以後 開始 結束 設定 選擇 顯示 錯誤 頁面 點擊 打開 進行 進入 出現 發現 發送 聯絡
    聯繫 支援 服務 用戶 客戶 對方 銀行 買入 賣出 價格 市場 主網 鏈上 系統 維護 規則 說明 情況 結果 資訊 數據
    記錄 截圖 查詢 無法 應該 必須 被盜 詐騙 報警 投訴 恢復 備份 匯入 匯出 助記 記詞 私鑰 我們 你們 他們 什麼
    怎麼 為了 國家 中國 社會 經濟 發展 關係 組織 然後 雖然 認為 過程 個人 同時
    """.split()  # noqa: SIM905 - a table of words reads better as a text
)

COUNTING = frozenset(
    """
    one two three four five six seven eight nine ten april august december
    uno dos tres cuatro cinco seis siete ocho nueve diez once doce hoy manana lunes martes jueves viernes
    enero febrero marzo abril mayo junio julio agosto octubre
    январь февраль март апрель маи июнь июль август сентябрь октябрь ноябрь декабрь понедельник вторник среда четверг
    пятница суббота воскресенье
    bir iki uc dort bes alti yedi sekiz dokuz pazartesi sali carsamba persembe cuma cumartesi pazar
    一 二 三 四 五 六 七 八 九 十 日 月 火 水 木 金 土 年 天 百 千 万
    """.split()  # noqa: SIM905 - a table of words reads better as a text
)
"""Numbers, months and days come in rows of their own accord, in calendars and lists. Folded, as are all words here."""
KOREAN_DAY = "\u110b\u116d\u110b\u1175\u11af"
"""What each Korean weekday ends with, folded."""
