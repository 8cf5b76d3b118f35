using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Web.Access;

namespace QuantumTrader.Unit.Identity;

/// <summary>Annulling behind the gate.</summary>
public sealed class StopControlTests : IAsyncDisposable
{
    private const string Run = "0e000000-0000-0000-0000-000000000000-1";
    private readonly GateBench _bench = new();
    private readonly FakeTrading _trading = new();
    private readonly StopControl _control;

    public StopControlTests() => _control = new(_bench.Gate, _trading, _bench.Time);

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData(null, "bad tick at 10:52")]
    [InlineData("  ", "bad tick at 10:52")]
    [InlineData("it was the feed", "it was the feed")]
    public async Task Annul_Recorded_WithItsReasonOrElseItsEvidence(string? reason, string recorded)
    {
        await AnnulAsync(new AnnulCommand(Run, " bad tick at 10:52 ", reason));
        Assert.Equal([$"annul {Run} by anna"], _trading.Others);
        Assert.Equal([AuditResult.Begun, AuditResult.Done], _bench.Audit.Entries.Select(e => e.Result));
        Assert.All(_bench.Audit.Entries, e => Assert.Equal(("emergency.annul", $"run {Run}", recorded), (e.Action, e.Target, e.Reason)));
    }

    [Fact]
    public async Task Annul_WhereTwoAreNeeded_TakesAnApprovalOfExactlyThis()
    {
        _bench.Access.TwoPersonReset = true;
        var alone = Assert.IsType<Guarded<Web.Engine.Emergency.AnnulReceipt>.Refused>(await AnnulAsync(new AnnulCommand(Run, "bad tick at 10:52")));
        Assert.Equal(AccessRefusal.SecondPersonNeededCode, alone.Refusal.Code);
        Assert.Empty(_trading.Others);

        await AnnulAsync(new AnnulCommand(Run, "bad tick at 10:52", ApprovalId: new Guid(3, 0, 0, new byte[8])));
        Assert.EndsWith($"AnnulEmergency {AnnulCommand.SummaryFor(Run)}", Assert.Single(_bench.Approvals.Calls), StringComparison.Ordinal);
        Assert.Single(_trading.Others);
    }

    private Task<Guarded<Web.Engine.Emergency.AnnulReceipt>> AnnulAsync(AnnulCommand command) => _control.AnnulAsync(_bench.Fresh(Roles.Risk), command, CancellationToken.None);
}
