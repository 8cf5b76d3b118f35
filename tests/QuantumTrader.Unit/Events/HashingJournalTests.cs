using System.Security.Cryptography;
using QuantumTrader.Domain.Events;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Events;

public sealed class HashingJournalTests
{
    [Fact]
    public async Task HashHex_OfManyEvents_IsTheSha256OfTheLinesThatWereCopied()
    {
        using var copy = new MemoryStream();
        using var journal = new HashingJournal(copy);
        for (var n = 1; n <= 2000; n++)
        {
            var append = journal.AppendAsync(TestEvents.Numbered(n));
            Assert.True(append.IsCompletedSuccessfully);
            Assert.Equal(n, await append);
        }

        var hash = journal.HashHex;
        Assert.Equal(2000, journal.Count);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(copy.ToArray())), hash);
        Assert.Equal(2000, copy.ToArray().Count(b => b == '\n'));
    }

    [Fact]
    public async Task HashHex_AskedForInBetween_ChangesNothing()
    {
        using var asked = new HashingJournal();
        using var left = new HashingJournal();
        for (var n = 1; n <= 50; n++)
        {
            await asked.AppendAsync(TestEvents.Numbered(n));
            await left.AppendAsync(TestEvents.Numbered(n));
            Assert.Equal(64, asked.HashHex.Length);
        }

        Assert.Equal(left.HashHex, asked.HashHex);
    }

    [Fact]
    public async Task HashHex_OneEventDiffers_IsAnother()
    {
        using var one = new HashingJournal();
        using var other = new HashingJournal();
        await one.AppendAsync(TestEvents.Filled(1.0m, 1m));
        await other.AppendAsync(TestEvents.Filled(1.1m, 1m));

        Assert.NotEqual(one.HashHex, other.HashHex);
    }

    [Fact]
    public async Task ReadAfter_WithinWhatIsKept_GivesItAndBeyondSaysSo()
    {
        using var journal = new HashingJournal(keep: 10);
        for (var n = 1; n <= 25; n++)
        {
            await journal.AppendAsync(TestEvents.Numbered(n));
        }

        Assert.Equal([(24L, 24L), (25, 25)], journal.ReadAfter(23).Select(e => (e.Sequence, TestEvents.NumberOf(e.Event))));
        Assert.Equal(10, journal.ReadAfter(15).Count());
        Assert.Throws<InvalidOperationException>(() => journal.ReadAfter(14));
        Assert.Throws<InvalidOperationException>(() => journal.ReadAfter(0));
    }

    [Fact]
    public void ReadAfter_NothingYet_IsEmpty()
    {
        using var journal = new HashingJournal();
        Assert.Empty(journal.ReadAfter(0));
    }

    [Fact]
    public void AppendAsync_AfterTheFirst_AllocatesNothing()
    {
        using var journal = new HashingJournal(keep: 16);
        var e = TestEvents.Filled(1m, 2m);
        Append(journal, e, 3000);

        Assert.Equal(0, Allocations.Least(() => Append(journal, e, 3000)));
    }

    private static void Append(HashingJournal journal, DomainEvent e, int times)
    {
        for (var i = 0; i < times; i++)
        {
            var append = journal.AppendAsync(e);
            Assert.True(append.IsCompletedSuccessfully);
        }
    }
}
