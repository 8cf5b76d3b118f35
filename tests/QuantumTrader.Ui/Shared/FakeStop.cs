using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Ui.Shared;

/// <summary>The engine's side of the stop, as a test sets it.</summary>
internal sealed class FakeStop : IStopActions
{
    public const string Run = "01000000-0000-0000-0000-000000000000-1";

    public StopPicture Picture { get; set; } = Of(FakeActions.Trading with { Mode = Domain.Policy.TradingMode.Active, Positions = 2, Orders = 3 });

    /// <summary>What every look fails with; null: none does.</summary>
    public Exception? Failure { get; set; }

    public PreviewReceipt Preview { get; set; } = new(null, "The venue cannot be read now.");
    public DrillReceipt Drill { get; set; } = new(null, "A drill is under way already.");
    public List<string> Drills { get; } = [];
    public List<AnnulRequest> Annulled { get; } = [];
    public AnnulReceipt AnnulAnswer { get; set; } = new(true, null);
    public KeptRun? Kept { get; set; }

    public Task<StopPicture> LookAsync(CancellationToken stopping) => Failure is { } failure ? Task.FromException<StopPicture>(failure) : Task.FromResult(Picture);

    public Task<PreviewReceipt> PreviewAsync(CancellationToken stopping) => Task.FromResult(Preview);

    public Task<DrillReceipt> DrillAsync(string by, CancellationToken stopping)
    {
        Drills.Add(by);
        return Task.FromResult(Drill);
    }

    public KeptRun? ReadRun(string run) => Failure is { } failure ? throw failure : Kept?.Certificate.Run == run ? Kept : null;

    public Task<AnnulReceipt> AnnulAsync(AnnulRequest request, CancellationToken stopping)
    {
        Annulled.Add(request);
        return Task.FromResult(AnnulAnswer);
    }

    public static StopPicture Of(EmergencyStatus status, params RunReceipt[] receipts) => new(
        Pictures.At, status, status.Latched ? Run : null, status.Latched ? new RunTimes { GateClosedAtUtc = Pictures.At.AddMilliseconds(1), DurableAtUtc = Pictures.At.AddMilliseconds(3) } : null, receipts, [], null, [], null, true, null);

    public static StopPicture Stopped(EmergencyRunState state, params RunReceipt[] receipts) => Of(FakeActions.Latched(state) with { Mode = Domain.Policy.TradingMode.Halted }, receipts);

    public static RunReceipt Receipt(int number, ReceiptOutcome outcome, ReceiptKind kind = ReceiptKind.ClosePosition) => new()
    {
        Number = number,
        Kind = kind,
        Symbol = Symbol.Create("BTCUSDT"),
        Owner = OrderOwner.Ours,
        ClientOrderId = $"qt{number}",
        Quantity = new Quantity(0.042m),
        AskedAtUtc = Pictures.At,
        Outcome = outcome,
        Attempts = 1,
    };

    public static RunReading Reading(string? objection, params string[] listed) => new()
    {
        AtUtc = Pictures.At,
        Listed = listed,
        Sha256 = RunReading.HashOf(listed),
        Positions = listed.Length,
        Orders = 0,
        Objection = objection,
    };

    public static RunSummary Summary(bool isAnnulled) => new(Run, "DRAWDOWN", EmergencyRunState.Flat, 2, 3, 5, Pictures.At, Pictures.At.AddSeconds(3), isAnnulled);
}
