using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Emergency;
using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Web.Engine.Emergency;

/// <summary>The door for people who look at the stop or try it: takes their calls to the engine's scheduler and back.</summary>
/// <param name="engine">Null until it has started.</param>
public sealed class StopActions(EngineContext context, Func<TradingEngine?> engine, StopDrill drill, IStopArchive archive, IEventBus bus, IIdSource ids, TimeProvider time, EmergencyOptions options) : IStopActions
{
    private volatile DrillReport? _lastDrill = archive.LastDrill();
    private bool _isDrilling;

    public Task<StopPicture> LookAsync(CancellationToken stopping) => context.InvokeAsync(() => Task.FromResult(Look(Require()))).WaitAsync(stopping);

    public Task<PreviewReceipt> PreviewAsync(CancellationToken stopping) => context.InvokeAsync(() => PreviewAsync(Require())).WaitAsync(stopping);

    public Task<DrillReceipt> DrillAsync(string by, CancellationToken stopping) => context.InvokeAsync(() => DrillAsync(Require(), by)).WaitAsync(stopping);

    public Task<AnnulReceipt> AnnulAsync(AnnulRequest request, CancellationToken stopping) => context.InvokeAsync(() => Require().Emergency.AnnulAsync(request)).WaitAsync(stopping);

    // Files that are written once: read where the caller is, not on the engine's thread.
    public KeptRun? ReadRun(string run) => RunName.TryParse(run, out _, out _) && archive.ReadCertificate(run) is { } certificate
        ? new KeptRun(certificate, CertificateText.HashOf(certificate), archive.ReadAnnulment(run))
        : null;

    private StopPicture Look(TradingEngine live)
    {
        var (stop, now) = (live.Emergency, time.GetUtcNow());
        return new StopPicture(
            now,
            stop.Status,
            stop.Record?.RunName,
            stop.Record?.Times,
            stop.Record is null ? [] : [.. stop.Ledger.Receipts],
            stop.Record is null ? [] : [.. stop.Ledger.Readings],
            live.ReEntry.State,
            stop.LastRuns,
            _lastDrill,
            !(_lastDrill is { WentWell: true, AtUtc: var at } && now - at < options.DrillEvery),
            stop.CoolDownUntilUtc);
    }

    private async Task<PreviewReceipt> PreviewAsync(TradingEngine live)
    {
        if (await live.Reader.GetAccountAsync(CancellationToken.None) is not { IsOk: true, Value: var account }
            || await live.Reader.GetOpenOrdersAsync(CancellationToken.None) is not { IsOk: true, Value: var regular }
            || await live.Reader.GetOpenConditionalOrdersAsync(CancellationToken.None) is not { IsOk: true, Value: var conditional })
        {
            return new PreviewReceipt(null, "The venue cannot be read now, so nobody can say what a stop would meet. Stopping works all the same.");
        }

        return new PreviewReceipt(StopPreview.Of(
            account,
            [.. regular, .. conditional],
            symbol => live.Symbols.Find(symbol)?.Instrument,
            position => live.Desk.IsTraded(position) ? OrderOwner.Ours : OrderOwner.Stranger,
            new Fraction((decimal)options.TakerFee),
            new Fraction((decimal)options.HalfSpread),
            time.GetUtcNow()), null);
    }

    private async Task<DrillReceipt> DrillAsync(TradingEngine live, string by)
    {
        if (_isDrilling || live.Emergency.IsLatched)
        {
            return new DrillReceipt(null, _isDrilling ? "A drill is under way already." : "Trading is stopped: what there is to try is going on in earnest.");
        }

        _isDrilling = true;
        try
        {
            var report = await drill.RunAsync(live, ids.Next(), by);
            if (report is null)
            {
                return new DrillReceipt(null, "The venue cannot be read now, so there is nothing to copy. Try again.");
            }

            _lastDrill = report;
            await bus.PublishAsync(new EmergencyDrilled(ids.Next(), time.GetUtcNow())
            {
                DrillId = report.DrillId,
                AskedBy = by,
                Outcome = report.Outcome,
                Positions = report.Positions,
                Orders = report.Orders,
                Took = report.FlatAfter ?? time.GetUtcNow() - report.AtUtc,
            });
            await archive.SaveDrillAsync(report);
            return new DrillReceipt(report, null);
        }
        finally
        {
            _isDrilling = false;
        }
    }

    private TradingEngine Require() =>
        engine() ?? throw new EngineStartingException();
}
