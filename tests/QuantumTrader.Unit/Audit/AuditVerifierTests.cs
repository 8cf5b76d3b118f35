using QuantumTrader.Domain.Audit;
using QuantumTrader.Infrastructure.Audit;
using QuantumTrader.TestSupport.Access;

namespace QuantumTrader.Unit.Audit;

public sealed class AuditVerifierTests
{
    private readonly MemoryAudit _audit = new();
    private readonly List<AuditAnchor> _anchors = [];

    [Fact]
    public async Task Verify_SoundWithAnchors_SaysSo()
    {
        await AppendAsync(10);
        Anchor(3, 10);
        Assert.Equal(new AuditVerdict(10, null, 2), await VerifyAsync());
    }

    [Fact]
    public async Task Verify_Empty_IsSound() => Assert.True((await VerifyAsync()).IsSound);

    [Fact]
    public async Task Verify_CutOffAtTheEnd_IsFoundByTheAnchor()
    {
        await AppendAsync(10);
        Anchor(3, 10);
        _audit.Change(records => records.RemoveRange(7, 3));
        Assert.Equal("record 8 is missing: the trail ends at 7, but the journal anchored record 10 at its sequence 110", (await VerifyAsync()).Fault);
    }

    [Fact]
    public async Task Verify_AllGone_IsFoundByTheAnchor()
    {
        await AppendAsync(2);
        Anchor(2);
        _audit.Change(records => records.Clear());
        Assert.StartsWith("record 1 is missing: the trail ends before it", (await VerifyAsync()).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WholeTrailWrittenAnew_IsFoundByTheAnchor()
    {
        await AppendAsync(5);
        Anchor(4);
        _audit.Change(records => records.Clear());
        await AppendAsync(6, "mallory");
        Assert.Equal("record 4 is not the one that the journal anchored at its sequence 104: the trail was lost and begun anew, or rewritten", (await VerifyAsync()).Fault);
    }

    [Fact]
    public async Task Verify_AnchorsUnreadable_IsNoVerdict() =>
        await Assert.ThrowsAsync<AuditUnavailableException>(() => new AuditVerifier(_audit, _ => throw new IOException("disk gone")).VerifyAsync(CancellationToken.None));

    private Task<AuditVerdict> VerifyAsync() => new AuditVerifier(_audit, _ => _anchors).VerifyAsync(CancellationToken.None);

    private void Anchor(params int[] seqs) => _anchors.AddRange(seqs.Select(seq => new AuditAnchor(seq, _audit.Records[seq - 1].Hash, 100 + seq)));

    private async Task AppendAsync(int count, string actor = "anna")
    {
        for (var i = 0; i < count; i++)
        {
            await _audit.AppendAsync(new(new Guid(i, 0, 0, new byte[8]), DateTimeOffset.UnixEpoch, actor, "Person", "users.manage", AuditResult.Done), CancellationToken.None);
        }
    }
}
