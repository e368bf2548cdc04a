/// What happened in one month of the story, as ranges of the company's arrays.
struct DemoMonth {
    let documents: Range<Int>
    let allocations: Range<Int>
    let writeOffs: Range<Int>
    let voids: Range<Int>
    let revaluations: Range<Int>
}
