using CsCheck;
using QuantumTrader.Domain.Events;
using QuantumTrader.Infrastructure.Events.Straight;

namespace QuantumTrader.Unit.Events.Straight;

public sealed class StraightMergeTests
{
    [Fact]
    public void Merge_OfAnyTwo_HasEachSequenceOnceInOrder() =>
        Gen.Select(Gen.Long[1, 60].HashSet[0, 30], Gen.Long[1, 60].HashSet[0, 30]).Sample((disk, store) =>
        {
            var merged = StraightMerge.Run(Events(disk), Events(store), _ => false).Select(j => j.Sequence);

            Assert.Equal(disk.Union(store).Order(), merged);
        });

    [Fact]
    public void Merge_StoreStopsAnswering_GoesOnWithTheRecordsAndSaysSo()
    {
        Exception? told = null;
        var merged = StraightMerge.Run(Events([1, 3, 5, 7]), Breaking([2, 3]), e =>
        {
            told = e;
            return true;
        }).Select(j => j.Sequence).ToArray();

        Assert.Equal([1L, 2, 3, 5, 7], merged);
        Assert.IsType<TimeoutException>(told);
    }

    [Fact]
    public void Merge_MistakeWhileReading_IsNotHidden() =>
        Assert.Throws<TimeoutException>(() => StraightMerge.Run(Events([1]), Breaking([2]), _ => false).ToArray());

    private static IEnumerable<JournaledEvent> Events(IEnumerable<long> sequences) => sequences.Order().Select(n => new JournaledEvent(n, TestEvents.Numbered(n)));

    private static IEnumerable<JournaledEvent> Breaking(long[] sequences) =>
        Events(sequences).Concat(Enumerable.Repeat(0, 1).Select<int, JournaledEvent>(_ => throw new TimeoutException()));
}
