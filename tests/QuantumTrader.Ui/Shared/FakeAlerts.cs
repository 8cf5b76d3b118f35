using QuantumTrader.Domain.Alerts;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Alerts;
using QuantumTrader.Web.Access;

namespace QuantumTrader.Ui.Shared;

/// <summary>Alerts that a test puts there.</summary>
internal sealed class FakeAlerts : IAlertControl, IAlertCount
{
    public List<Alert> All { get; } = [];
    public List<AlertDelivery> Dead { get; } = [];
    public List<(string By, Guid Id)> Acknowledged { get; } = [];
    public string? Trouble { get; set; }
    public string? WhyNot { get; set; }
    public int SentAgain { get; private set; }

    public int OpenCount => All.Count(a => a.IsOpen);

    public Task<Guarded<AlertList>> ListAsync(Caller caller, CancellationToken stopping) =>
        Task.FromResult<Guarded<AlertList>>(new Guarded<AlertList>.Done(new([.. All], [], [.. Dead], Trouble)));

    public Task<Guarded<AcknowledgeReceipt>> AcknowledgeAsync(Caller caller, Guid id, string? note, CancellationToken stopping)
    {
        Acknowledged.Add((caller.Name, id));
        return Task.FromResult<Guarded<AcknowledgeReceipt>>(new Guarded<AcknowledgeReceipt>.Done(new(WhyNot is null ? AcknowledgeOutcome.Done : AcknowledgeOutcome.ByAnother, WhyNot)));
    }

    public Task<Guarded<int>> SendAgainAsync(Caller caller, CancellationToken stopping)
    {
        SentAgain++;
        return Task.FromResult<Guarded<int>>(new Guarded<int>.Done(Dead.Count));
    }
}
