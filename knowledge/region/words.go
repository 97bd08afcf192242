package region

import "strings"

// ordinaryWords are words that hold, or together with a neighbour form, the name of a place
// (保定 in 医保定点, 江门 in 黑龙江门诊, 宁波 in 辽宁波及), and words that keep such words from
// eating into a name (诊所 keeps 门诊 out of 厦门诊所).
func ordinaryWords() []string {
	return strings.Fields(`
医保 社保 医保卡 社保卡 医保局 农保 农合 新农合 参保 停保 断保 退保 投保 骗保 保险 医疗保险 保障 保障局 定点 定点医院 定点药店 门诊 门店 门口 门槛 诊所 诊断 波及
中医院 中医 医院 医生 医药 医疗 宾馆 理由 连锁 连锁店 连锁药店 三明治 合作医疗 合作社 东方不亮 西方亮 交通 普通 流通 精通 京通 通用 通知 通过 开通 沟通
日照时间 平安保险 中国平安 平安健康 云南白药 国安 公安 公安局 和平年代 太平洋 中山路 中山装 中山医院 和田玉 普洱茶 海关 海外 关系 关于 城镇 城乡 城里 乡镇 县城
单位 公司 上班 下班 工作 打工 离职 辞职 退休 养老 失业 生育 工伤 公积金 转移 转出 转入 转账 余额 返款 报销 补缴 缴费 交费 方面 方便 方式 方法 全部 安全
中间 中心 中国 中断 断缴 断交 期间 额度 知道 中午 中药 西医 西药 今年 明年 去年 长期 长大 家长 外地 异地 本地 当地 老家 住院 出院 转院 看病 买药 药店 到期 到底 到账 得到 收到 找到 来源
本来 从来 后来 回来 过来 出来 起来 将来 未来 过去 失去 回去 光明 林业 化疗 化学 水果 自来水 感谢 国庆 庆祝 一年 两年 三年 半年 永远 大家 大概 大学 大学生 大病 大额
市民 市民卡 市里 省里 区里 县里 区别 区分 地区 社区 小区 校区 东西 这样 那样 北方 北边 西边 东边 山区 湖水 
 固定 一定 肯定 规定 确定 决定 认定 指定 约定 稳定 安排 安置 明白 明确 说明 证明 声明 清楚 清单 清零 清算 台账 宁可 宁愿
门诊统筹 家门口 部门 专门 上门 出门 热门 入门 名单 德国 广告 广播 广场 杭白菊 温度 绍介 金额 资金 基金 现金 奖金 押金 金融 `)
}

// riskyName reports whether the short name of a county is so much an everyday word that only
// its full name, or the name of its city before it, makes it a place.
func riskyName(name string) bool {
	return among(name, `合作 东方 和平 大方 平安 中方 城区 郊区 矿区 富裕 同心 平和 中区 市中 城中 城东 城西 城南 城北 新区 新市 新城 解放 建设 前进 光明 自由 友好
团结 安全 安定 福利 普通 共和 大通 开发 永久 交口 通道 公安 西区 东区 南部 中山 长安 向阳 红旗 振兴 凤凰 城关 桥东 桥西 河东 河西 江北 江南 江东 会同 大同 海州 江口 河口 港口 通海
文明 太平 太和 金山 新建 新兴 新华 新民 平原 中原 中牟 南海 东海 北海 南山 东山 西山 南岸 白云 宝山 金台 石门 龙门 口前 长白 黄山 黄河 台前 滨海 滨江 海港 信丰 保康 保德 安康 安居
永新 永和 永清 新和 新安 平定 平顺 平乐 平利 定安 定边 正安 正定 泰来 泰和 泰康 会理 惠民 惠农 惠安 惠来 兴业 兴国 兴安 兴隆 通用 通许 德安 德化 德兴 康平 康保 康定 富民 富平 富源 富顺
天等 天全 天心 天长 天台 大安 大英 大兴 大东 大观 大余 西和 西华 西平 南关 南和 南开 东平 东明 东至 青年 丰满 丰都 双清 双江 双牌 北关 北安 北票 花山 花溪 开平 开阳 开远 开江 开州 开化`)
}

// commonName reports whether the short name of a county-level city is a word, or part of
// one, often enough to need something beside it.
func commonName(name string) bool {
	return among(name, `永康 平度 平湖 海安 海宁 海城 兴化 新乐 高安 高平 高州 安达 安国 安丘 安陆 安宁 东阳 东台 东港 五常 五指山 乐平 乐陵 开原 启东 宜城 当阳 松滋 枝江 华阴 华蓥 万源 丰城
合山 东兴 个旧 文山 瑞金 瑞安 明光 天长 长乐 长葛 长垣 永安 永城 永济 介休 原平 河间 河津 泊头 定州 辛集 深州 三河 高碑店 根河 北镇 灵武 青铜峡 敦煌 博乐 和田 新星 双河 白杨 图木舒克`)
}

func among(name, list string) bool {
	for _, w := range strings.Fields(list) {
		if w == name {
			return true
		}
	}
	return false
}
