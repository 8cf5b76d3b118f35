using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Execution;
using QuantumTrader.Web.Engine.Market;
using QuantumTrader.Web.Engine.Trades;

namespace QuantumTrader.Web.Engine.Emergency;

/// <summary>
/// Leaves the account flat and proves it: cancel what could add exposure, close every position while its stop stays, cancel
/// what is left, read the venue twice. It never gives up and never says flat when the venue does not. Each order and position has a
/// receipt, which is on disk before anything is sent for it. While the account cannot be read, what it held as far as is known here is closed.
/// </summary>
public sealed partial class EmergencyRun(
    OrderExecutor executor,
    FlatnessProof proof,
    IExchangeReader reader,
    TradeDesk desk,
    SymbolTable symbols,
    RunRecorder recorder,
    TimeProvider time,
    EmergencyOptions options,
    ILogger<EmergencyRun> log)
{
    private static readonly TimeSpan DoubtLook = TimeSpan.FromSeconds(5);
    private EmergencyRecord _record = null!;
    private Func<EmergencyRecord, Task> _advance = null!;
    private DateTimeOffset _beganAtUtc;
    private bool _isStuck;
    private string _refusal = ""; // the last of this round: people must know why

    /// <summary>What the account held by all that was told here, for when the venue cannot be asked.</summary>
    public Func<IReadOnlyList<VenuePosition>> Remembered { private get; init; } = () => [];

    /// <summary>Of the run that is on, or was the last.</summary>
    public RunLedger Ledger => recorder.Ledger;

    /// <param name="record">The latch with its counts so far.</param>
    /// <param name="advance">Makes each step durable; never throws.</param>
    public async Task RunAsync(EmergencyRecord record, Func<EmergencyRecord, Task> advance)
    {
        (_record, _advance, _beganAtUtc) = (record, advance, time.GetUtcNow());
        _isStuck = record.RunState == EmergencyRunState.Stuck;
        recorder.Open(record.RunName);
        desk.Pause();
        try
        {
            await SettleEarlierClosesAsync();
            for (var round = 1; !await TryRoundAsync(round); round++)
            {
                await Task.Delay(Backoff(round), time);
            }
        }
        finally
        {
            desk.Resume();
            desk.LookAtAll();
        }
    }

    /// <summary>Takes the receipts of a run up, without going on with it.</summary>
    public void Open(EmergencyRecord record) => recorder.Open(record.RunName);

    /// <summary>True when the record of this run is on disk; the certificate speaks of nothing else.</summary>
    public Task<bool> SaveRecordAsync(string name, RunLedger ledger) => recorder.SaveAsync(name, ledger);

    /// <summary>Null when one fresh reading says flat (dust aside); else what is still there.</summary>
    public async Task<string?> WhyNotFlatAsync() => (await proof.ReadAsync()).Objection;

    private async Task<bool> TryRoundAsync(int round)
    {
        _refusal = "";
        try
        {
            var looking = LookAsync(); // Asking changes nothing: it need not wait for the step to be durable.
            await StepAsync(EmergencyRunState.Cancelling);
            var look = await looking;
            var isUntouched = !await CancelWhatAddsRiskAsync(look);
            await StepAsync(EmergencyRunState.Closing);
            var end = await CloseAllAsync(look, isUntouched);
            await CancelTheRestAsync(end);
            await StepAsync(EmergencyRunState.Verifying);
            return !await IsStillInDoubtAsync(round, end) && await ProveAsync(round);
        }
#pragma warning disable CA1031 // Whatever it is, the account may not be flat: the next round tries again.
        catch (Exception e)
        {
            log.RoundFailed(round, e);
            await StuckAfterAsync(round, e.Message);
            return false;
        }
#pragma warning restore CA1031
    }

    /// <summary>
    /// Nothing is open, and an order that was sent before the stop may still arrive: until that is known a proof fails, and each of its questions
    /// takes from what the venue lets the stop ask. So what is known here is watched, and the venue is looked at now and then.
    /// </summary>
    private async Task<bool> IsStillInDoubtAsync(int round, Look? end)
    {
        if (end is not { Regular.Value.Count: 0, Conditional.Value.Count: 0 })
        {
            return false;
        }

        for (var began = time.GetTimestamp(); proof.OnTheirWay > 0 && time.GetElapsedTime(began) < DoubtLook;)
        {
            await Task.Delay(options.LookAgainAfter, time);
        }

        if (proof.OnTheirWay is var onTheirWay and > 0)
        {
            _record = _record with { PositionsLeft = -1, OrdersLeft = onTheirWay };
            await StuckAfterAsync(round, FlatnessProof.DoubtOf(onTheirWay));
            return true;
        }

        return false;
    }

    /// <summary>Two fresh readings, some time apart, must both say flat.</summary>
    private async Task<bool> ProveAsync(int round)
    {
        var reading = await ReadAsync();
        if (reading.Objection is null)
        {
            await Task.Delay(options.ProofGap, time);
            reading = await ReadAsync();
        }

        if (reading.Objection is { } objection)
        {
            _record = _record with { PositionsLeft = reading.Positions, OrdersLeft = reading.Orders };
            await StuckAfterAsync(round, objection);
            return false;
        }

        await recorder.FlushAsync(); // The proof is on disk before the latch speaks of it: the next process certifies by it.
        var state = reading.Dust.Length == 0 ? EmergencyRunState.Flat : EmergencyRunState.FlatExceptDust;
        await AdvanceAsync(_record with
        {
            RunState = state,
            PositionsLeft = 0,
            OrdersLeft = 0,
            Detail = reading.Dust,
            Times = _record.Times with { FlatAtUtc = reading.AtUtc },
        });
        log.Flat(_record.Latch.EmergencyId, state.ToString(), _record.OrdersCanceled, _record.ClosesSent);
        return true;
    }

    private async Task<RunReading> ReadAsync()
    {
        var reading = await proof.ReadAsync(Ledger);
        Ledger.Read(reading);
        return reading;
    }

    private async Task StuckAfterAsync(int round, string why)
    {
        _isStuck |= round >= options.RoundsBeforeStuck || time.GetUtcNow() - _beganAtUtc >= options.StuckAfter;
        if (_isStuck)
        {
            var detail = _refusal.Length > 0 ? $"{why}. The last refusal: {_refusal}" : why;
            log.Stuck(_record.Latch.EmergencyId, round, detail);
            await AdvanceAsync(_record with { RunState = EmergencyRunState.Stuck, Detail = detail });
        }
    }

    /// <summary>A run that is stuck is called so until it is flat, whatever it tries meanwhile.</summary>
    private Task StepAsync(EmergencyRunState state) => AdvanceAsync(_record with { RunState = _isStuck ? EmergencyRunState.Stuck : state });

    /// <summary>The step and the receipts so far, side by side.</summary>
    private async Task AdvanceAsync(EmergencyRecord next)
    {
        _record = next;
        await Task.WhenAll(_advance(next), recorder.FlushAsync());
    }

    private static TimeSpan Backoff(int round) => TimeSpan.FromSeconds(Math.Min(30, 0.5 * round));

    private static IEnumerable<Symbol> SymbolsOf(IReadOnlyList<VenueOrder> orders) => orders.Select(o => o.Symbol).Distinct().Order();
}
