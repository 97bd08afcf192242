package index

import "github.com/yibaowenwen/yibao/knowledge"

// explain says how the score of candidate i came about.
func (x *Index) explain(q *question, list []candidate, i int) knowledge.Explanation {
	e := knowledge.Explanation{
		Score: list[i].score, Apart: x.apart(q, x.docs[list[i].doc].entry), GoesOn: q.goesOn,
		Terms: make([]knowledge.Term, 0, numFeatures), Trust: make([]knowledge.Term, 0, numSignals),
	}
	names, labels := featureNames(), featureLabels()
	for k, v := range list[i].features {
		if v != 0 {
			e.Terms = append(e.Terms, knowledge.Term{Name: names[k], Label: labels[k], Value: v, Weight: x.model.weights[k]})
		}
	}
	trust := signalLabels()
	for k, v := range x.signals(list, i) {
		if v != 0 {
			e.Trust = append(e.Trust, knowledge.Term{Label: trust[k], Value: v, Weight: x.model.trust[k]})
		}
	}
	return e
}

// featureLabels name the features for editors, in the order of the features.
func featureLabels() [numFeatures]string {
	return [numFeatures]string{
		"原话里的词,这种问法占了几成", "原话的字,顺序对上几成", "长短差不多",
		"换成同义词后,词占了几成", "换成同义词后,字的顺序对上几成", "问题里没看的部分",
		"用词像不像这个题目(越接近 0 越像)", "词在答案里出现了几成", "只说了别的保险,这条是医保的",
		"说的是医保,这条不是", "医保和别的保险都说了", "没说是哪种保险", "这条是别的部门的事",
		"职工居民对得上", "职工居民对不上", "有这条的关键词", "接着上一句的题目",
	}
}

// signalLabels name the signals for editors, in the order of the signals.
func signalLabels() [numSignals]string {
	return [numSignals]string{
		"起点", "得分高低", "比别的题目领先多少", "用词像不像这个题目", "词占了几成", "字的顺序", "这条是别的部门的事", "只说了别的保险",
	}
}
