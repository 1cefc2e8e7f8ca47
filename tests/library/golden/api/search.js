window.carrelSearch = {
"papers": [
{"u": "papers/notes-on-quiet-machines-7e8954.html", "t": "Notes on Quiet Machines", "a": ["Orla Byrne", "Jose Nunez"], "y": "2023-04-07", "k": ["Quiet machines"], "b": "A machine is quiet if nobody hears it, and this paper proposes to measure just that. We let listeners sit beside twelve machines and asked them to press a button whenever they heard one. We propose a model of hearing which explains the results, and an approach to the design of fans that follows from it. Experiments show that machines designed by our method are heard half as often, while they perform the same task with the same accuracy."},
{"u": "papers/tidenet.html", "t": "用月亮的位置预报潮汐", "a": ["林海", "潘月亮", "Ada Vale"], "y": "2022-11", "k": ["Forecasting"], "b": "潮汐预报对港口的安全非常重要,但是现有的方法需要大量的历史数据。在本文中,我们提出了一种名为TideNet的模型,它只需要一个星期的观测就可以预报潮汐。该方法把月亮的位置作为输入,并用一个小型网络来学习港口的形状。我们在二十个港口的数据上进行了实验,结果表明,我们的方法比传统的方法更加准确,而且训练的时间更短。", "l": "zh"},
{"u": "papers/rivers-that-remember.html", "t": "Rivers That Remember: Forecasting Floods From Sediment Cores", "a": ["Brook Marsh", "Orla Byrne", "Will Yarrow", "Tove Åkerlund"], "y": "2021-06-30", "v": "Journal of Invented Results 2022", "k": ["Machines & tools", "Forecasting"], "b": "Rivers leave layers of sand when they flood, and the layers remember. In this article, we propose to forecast floods from sediment cores by a recurrent network that reads the layers from bottom to top. The approach needs no gauge, and it works where no records exist. We evaluate it on the cores of six rivers. The results demonstrate that the forecasts improve on those of statistical models, and that the network learns when the river changed its course."},
{"u": "papers/on-bare-shelves.html", "t": "On Bare Shelves", "y": "2019", "v": "Proceedings of the Empty Room 2019"},
{"u": "papers/a-folded-map-without-its-legend.html", "t": "A Folded Map Without Its Legend", "a": ["Mina Lark", "Ewan Holt"]},
{"u": "papers/counting-gulls-in-o-n-log-n-time.html", "t": "Counting Gulls in O(n log n) Time", "a": ["Ada Vale", "José Núñez", "Brook Marsh", "Ida Fenn", "Ewan Holt", "Mina Lark", "Noel Moss", "Olive Peak", "Piers Quill", "Rosa Reed", "Sam Stone", "Tess Thorn", "Una Underhill", "Vera Wren", "Will Yarrow"], "k": ["Counting"], "b": "We study the problem of counting gulls in large images of harbours. Existing methods compare every pair of birds, which is slow for dense flocks. In this paper, we propose a simple algorithm that sorts the birds along a curve and counts each of them once. We prove that it runs in O(n log n) time and uses little memory. Experiments on three datasets of harbour images show that our method is as accurate as the state of the art and much faster."},
{"u": "papers/desk-lamps-and-the-attention-of-readers-a-study-that-says-in.html", "t": "Desk Lamps and the Attention of Readers: A Study That Says in Its Title Everything That It Is Going to Say in Its Text, Beginning With the Lamps, Going On to the Desks and to the Chairs, and Ending, After a Short Detour by Way of the Windows, With the Readers Themselves and With What They Saw", "a": ["Ida Fenn"], "k": ["Reading"], "b": "Readers pay attention to what is lit. In this study, we measure how the light of desk lamps changes the attention of readers in a library, and we propose a model that predicts it from the angle of the lamp. The method needs no camera: it uses the rate at which pages are turned. Results on data of forty readers show that the model outperforms a strong baseline, and that warm light is better than cold light."},
{"u": "papers/fading-ink.html", "t": "Ink fades at a rate that depends on the paper, the light and the air", "w": 1, "b": "Ink fades at a rate that depends on the paper, the light and the air. This work studies the problem of telling when a page was written from the colour of its ink alone. We present a model of fading with four parameters, and an algorithm that estimates them from a single photograph. Results on letters of known date show that our approach is accurate to within nine years, which is better than the experts whom we asked."},
{"u": "papers/hueshelf-sorting-books-by-colour-is-said-to-be-useless-but.html", "t": "HueShelf: Sorting books by colour is said to be useless, but readers remember colours better than…", "w": 1, "k": ["Reading"], "b": "Sorting books by colour is said to be useless, but readers remember colours better than names. We introduce HueShelf, a system that finds a book by the colour of its back as a reader remembers it. The system models how memory shifts colours, and it asks at most two questions. Experiments with real readers and a dataset of ten thousand books show that it finds the right shelf in most of the cases, and that the approach scales to large libraries."},
{"u": "papers/notes-on-quiet-machines-4da251.html", "t": "Notes on Quiet Machines", "a": ["Brook Marsh", "Ada Vale"], "k": ["Quiet machines", "Reading"], "b": "Machines that make little noise are useful in libraries and in wards. This paper presents notes on the design of quiet machines, with measurements of twelve systems in rooms of various sizes. We show that most of the noise comes from one part, the fan, and that a slow fan is enough for the task. Our results suggest that quiet machines need not be weak, and we release all data of the experiments."},
{"u": "papers/old-instruments-drift-out-of-tune-and-nobody-knows-how-fast.html", "t": "Old instruments drift out of tune, and nobody knows how fast", "w": 1, "k": ["Machines & tools"], "b": "Old instruments drift out of tune, and nobody knows how fast. We propose a method that listens to a recording and estimates the drift of every string. The approach combines a physical model of wood with a small neural network, which is trained on synthetic data only. In experiments on recordings of ninety instruments, our method improves the accuracy of the best known system by a third. The code is available at //github.com/invented-example/drift."}
],
"people": [
{"u": "authors/tove-akerlund.html", "n": "Tove Åkerlund", "c": 1},
{"u": "authors/orla-byrne.html", "n": "Orla Byrne (several people)"},
{"u": "authors/orla-byrne-rivers.html", "n": "Orla Byrne (Harbour Office)", "c": 1},
{"u": "authors/orla-byrne-machines.html", "n": "Orla Maeve Byrne (quiet *machines*)", "c": 1},
{"u": "authors/ida-fenn.html", "n": "Ida Fenn", "c": 2},
{"u": "authors/ewan-holt.html", "n": "Ewan Holt", "c": 2},
{"u": "authors/mina-lark.html", "n": "Mina Lark", "c": 2},
{"u": "authors/linhai.html", "n": "林海", "c": 1},
{"u": "authors/brook-marsh.html", "n": "Brook Marsh", "c": 3},
{"u": "authors/noel-moss.html", "n": "Noel Moss", "c": 1},
{"u": "authors/jose-nunez.html", "n": "José Núñez", "c": 2},
{"u": "authors/panyueliang.html", "n": "潘月亮", "c": 1},
{"u": "authors/olive-peak.html", "n": "Olive Peak", "c": 1},
{"u": "authors/piers-quill.html", "n": "Piers Quill", "c": 1},
{"u": "authors/rosa-reed.html", "n": "Rosa Reed", "c": 1},
{"u": "authors/sam-stone.html", "n": "Sam Stone", "c": 1},
{"u": "authors/tess-thorn.html", "n": "Tess Thorn", "c": 1},
{"u": "authors/una-underhill.html", "n": "Una Underhill", "c": 1},
{"u": "authors/ada-vale.html", "n": "Ada Vale", "c": 3},
{"u": "authors/vera-wren.html", "n": "Vera Wren", "c": 1},
{"u": "authors/will-yarrow.html", "n": "Will Yarrow", "c": 2}
],
"topics": [
{"u": "topics/machines.html", "n": "Machines & tools", "c": 4},
{"u": "topics/quiet-machines.html", "n": "Quiet machines", "c": 2},
{"u": "topics/counting.html", "n": "Counting", "c": 1},
{"u": "topics/reading.html", "n": "Reading", "c": 3},
{"u": "topics/forecasting.html", "n": "Forecasting", "c": 2},
{"u": "topics/alchemy.html", "n": "Alchemy"}
]
};
