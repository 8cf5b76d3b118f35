using QuantumTrader.Domain.Audit;
using QuantumTrader.Infrastructure.Audit;

namespace QuantumTrader.Integration.Audit;

/// <summary>What the trail keeps to on every database.</summary>
internal static class AuditLogContract
{
    /// <summary>Each writer has its own way to the database, as another process would.</summary>
    public static async Task ManyWritersAsync(Func<EfAuditLog> open, int writers, int each)
    {
        await Task.WhenAll(Enumerable.Range(0, writers).Select(async w =>
        {
            var log = open();
            for (var i = 0; i < each; i++)
            {
                var record = await log.AppendAsync(TrailBench.Entry((w * each) + i), CancellationToken.None);
                Assert.Equal(TrailBench.Entry((w * each) + i), record.Entry);
            }
        }));

        AuditRecord? last = null;
        var ids = new HashSet<Guid>();
        await foreach (var record in open().ReadAllAsync(CancellationToken.None))
        {
            Assert.Null(AuditChain.Fault(last, record));
            Assert.True(ids.Add(record.Entry.ActionId));
            last = record;
        }

        Assert.Equal((writers * each, writers * each), (last!.Seq, ids.Count));
        Assert.Equal(last, await open().HeadAsync(CancellationToken.None));
    }

    public static async Task RepeatedAppendAsync(EfAuditLog log)
    {
        var first = await log.AppendAsync(TrailBench.Entry(1), CancellationToken.None);
        var other = await log.AppendAsync(TrailBench.Entry(1) with { Result = AuditResult.Failed }, CancellationToken.None);
        Assert.Equal(first, await log.AppendAsync(TrailBench.Entry(1), CancellationToken.None));
        Assert.Equal((1L, 2L), (first.Seq, other.Seq));
        Assert.Equal(2, (await log.HeadAsync(CancellationToken.None))!.Seq);
    }

    public static async Task PagesAsync(EfAuditLog log)
    {
        for (var i = 1; i <= 25; i++)
        {
            await log.AppendAsync(TrailBench.Entry(i), CancellationToken.None);
        }

        Assert.Equal([25L, 24, 23], (await log.ReadAsync(null, 3, CancellationToken.None)).Select(r => r.Seq));
        Assert.Equal([3L, 2, 1], (await log.ReadAsync(4, 10, CancellationToken.None)).Select(r => r.Seq));
        Assert.Empty(await log.ReadAsync(1, 10, CancellationToken.None));
    }
}
