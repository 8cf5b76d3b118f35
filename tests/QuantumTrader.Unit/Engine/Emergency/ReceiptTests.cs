using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Emergency;

/// <summary>Every order and position that a run deals with has a receipt, before it is dealt with.</summary>
public sealed class ReceiptTests : IDisposable
{
    private readonly EngineBench _bench = EngineBench.Started();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Run_OrdersAndPositionsOfOursAndOfStrangers_HaveAReceiptEach()
    {
        _bench.Open();
        _bench.Venue.Hold(EngineBench.Eth, -0.5m);
        _bench.Place("by-hand", OrderSide.Buy, OrderType.Limit);

        _bench.StopAndFlatten();

        var receipts = Receipts();
        Assert.Equal(Enumerable.Range(1, receipts.Count), receipts.Select(r => r.Number));
        Assert.All(receipts, r => Assert.True(r.IsOver && r.ConfirmedAtUtc >= r.SentAtUtc && r.SentAtUtc >= r.AskedAtUtc && r.Attempts >= 1, $"{r}"));
        Assert.Equal(
            [(ReceiptKind.CancelOrder, OrderOwner.Stranger), (ReceiptKind.ClosePosition, OrderOwner.Ours), (ReceiptKind.ClosePosition, OrderOwner.Stranger)],
            receipts.Where(r => r.Kind != ReceiptKind.CancelConditional).Select(r => (r.Kind, r.Owner)).Order());
        Assert.Equal([OrderOwner.Ours, OrderOwner.Ours, OrderOwner.Ours], receipts.Where(r => r.Kind == ReceiptKind.CancelConditional).Select(r => r.Owner));
        Assert.All(receipts, r => Assert.Equal(ReceiptOutcome.Done, r.Outcome));
    }

    [Fact]
    public void Run_AClose_HasItsReceiptAndIdOnDiskBeforeItIsSent()
    {
        _bench.Venue.Hold(EngineBench.Btc, 0.5m);
        RunReceipt? atSend = null;
        _bench.Venue.Outcome = intent =>
        {
            atSend = RunLedger.From(_bench.Archive.ReadRun(RunName.Of(_bench.Record!.Latch.EmergencyId, 1))).Receipts.Single();
            Assert.Equal(intent.ClientOrderId.Value, atSend.ClientOrderId);
            return null;
        };

        _bench.StopAndFlatten();

        Assert.Equal((ReceiptOutcome.Asked, new Quantity(0.5m)), (atSend!.Outcome, atSend.Quantity));
    }

    [Fact]
    public void Run_PositionLargerThanOneOrder_EveryCloseIsNamedOnDiskBeforeItIsSent()
    {
        var most = EngineBench.Instruments.First(i => i.Symbol == EngineBench.Btc).MarketQuantityMax.Value;
        _bench.Venue.Hold(EngineBench.Btc, 2.5m * most);
        var sent = new List<string>();
        _bench.Venue.Outcome = intent =>
        {
            var receipt = RunLedger.From(_bench.Archive.ReadRun(RunName.Of(_bench.Record!.Latch.EmergencyId, 1))).Receipts.Single();
            Assert.Contains(intent.ClientOrderId.Value, receipt.AllClientOrderIds());
            sent.Add(intent.ClientOrderId.Value);
            return null;
        };

        _bench.StopAndFlatten();

        Assert.Equal(3, sent.Count);
        Assert.Equal(sent, Receipts().Single().Closes);
    }

    [Fact]
    public void Run_ACancel_HasItsReceiptOnDiskBeforeItIsSent()
    {
        _bench.Place("by-hand", OrderSide.Buy, OrderType.Limit);
        ReceiptOutcome? atSend = null;
        _bench.Venue.OnCall = call => atSend ??= call.StartsWith("cancel", StringComparison.Ordinal) ? RunLedger.From(_bench.Archive.ReadRun(RunName.Of(_bench.Record!.Latch.EmergencyId, 1))).Receipts.Single().Outcome : null;

        _bench.StopAndFlatten();

        Assert.Equal(ReceiptOutcome.Asked, atSend);
    }

    [Fact]
    public void Run_ACloseThatIsRefused_CountsItsAttemptsAndSaysWhy()
    {
        _bench.Venue.Hold(EngineBench.Btc, 0.5m);
        var refusals = 3;
        _bench.Venue.Outcome = _ => --refusals >= 0 ? new SubmitOutcome.Rejected(-1008, "Server overloaded.") : null;

        _bench.StopAndFlatten();

        var receipt = Assert.Single(Receipts());
        Assert.Equal((4, ReceiptOutcome.Done), (receipt.Attempts, receipt.Outcome));
    }

    [Fact]
    public void Run_APositionThatIsGoneByItself_IsConfirmedWithoutAClaim()
    {
        _bench.Venue.Hold(EngineBench.Btc, 0.5m);
        _bench.Venue.Outcome = i =>
        {
            _bench.Venue.Hold(i.Symbol, 0m);
            return new SubmitOutcome.Rejected(VenueCodes.ReduceOnlyRejected, "ReduceOnly Order is rejected.");
        };

        _bench.StopAndFlatten();

        Assert.Equal(ReceiptOutcome.Gone, Assert.Single(Receipts()).Outcome);
    }

    [Fact]
    public void Run_Dust_HasAReceiptThatSaysSo()
    {
        _bench.Venue.Hold(EngineBench.Btc, 1.0004m);

        _bench.StopAndFlatten();

        var receipt = Assert.Single(Receipts());
        Assert.Equal((ReceiptOutcome.Dust, "0.0004 left"), (receipt.Outcome, receipt.Detail));
    }

    [Fact]
    public void Run_ASymbolThatIsNoLongerListed_IsClosedWholeAndDoesNotKeepTheOthers()
    {
        var gone = Symbol.Create("GONEUSDT");
        _bench.Venue.Hold(gone, 7m);
        _bench.Venue.Hold(EngineBench.Btc, 0.5m);
        _bench.Venue.Outcome = i => i.Symbol == gone ? new SubmitOutcome.Rejected(-4141, "Symbol is closed.") : null;

        _bench.Stop();
        _bench.Pass(TimeSpan.FromSeconds(2));

        Assert.Equal(0m, _bench.Venue.HeldOf(EngineBench.Btc));
        Assert.False(_bench.Record!.IsRunOver);
        Assert.Contains("Symbol is closed", Receipts().Single(r => r.Symbol == gone).Detail, StringComparison.Ordinal);
        Assert.Equal("7", _bench.Venue.Sent("submit").First(c => c.Contains("GONEUSDT", StringComparison.Ordinal)).Split(' ')[3]);
    }

    [Fact]
    public void Run_OneCloseHangs_TheOthersAreLookedAtAgainMeanwhile()
    {
        _bench.Venue.Hold(EngineBench.Btc, 0.5m);
        _bench.Venue.Hold(EngineBench.Eth, 0.5m);
        _bench.Venue.HangsFor = i => i.Symbol == EngineBench.Btc;
        var share = 0.4m;
        _bench.Venue.FillsOf = i => i.Symbol == EngineBench.Eth ? decimal.Round(i.Quantity.Value * share, 3) : 0m;

        _bench.Stop();
        share = 1m;
        _bench.Pass(TimeSpan.FromSeconds(2));

        Assert.Equal(0m, _bench.Venue.HeldOf(EngineBench.Eth));
        Assert.Single(_bench.Venue.Sent("submit"), c => c.Contains("BTCUSDT", StringComparison.Ordinal)); // no second close while the first may be on its way
    }

    [Fact]
    public void Run_MoreClosesThanTheVenueTakes_ArePacedLargestFirstAndAllSent()
    {
        using var bench = EngineBench.Started(new Web.Engine.EngineSettings { Execution = new Web.Engine.Execution.ExecutionOptions { OrdersPerTenSeconds = 2, OrdersPerMinute = 100 } });
        bench.Venue.Hold(EngineBench.Btc, 500m); // five chunks of a hundred
        bench.Stop();

        bench.Until(() => bench.Record!.IsRunOver, "the account was flat");

        var sent = bench.Venue.Calls.Zip(bench.Venue.CallTimes).Where(c => c.First.StartsWith("submit", StringComparison.Ordinal)).Select(c => c.Second).ToArray();
        Assert.Equal(5, sent.Length);
        Assert.All(Enumerable.Range(0, 3), i => Assert.True(sent[i + 2] - sent[i] >= TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void Entry_WhileOnlyTheReserveIsLeft_IsDenied()
    {
        using var bench = EngineBench.Started(new Web.Engine.EngineSettings { Execution = new Web.Engine.Execution.ExecutionOptions { OrdersPerTenSeconds = 8, OrdersPerMinute = 100, EmergencyReserve = 0.5 } });
        bench.Open(); // the entry, its stop and its targets: half of what the venue takes
        Assert.Equal(4, bench.Venue.Sent("submit").Count());

        var intent = bench.Plan(symbol: EngineBench.Eth);
        var result = bench.Await(() => bench.Engine.Executor.SubmitAsync(intent, "", null).AsTask());

        Assert.Equal(Domain.Risk.DenialSet.OrderRateExceeded, Assert.IsType<Web.Engine.Execution.ExecutionResult.Denied>(result).Denials);
        Assert.Equal(TimeSpan.Zero, bench.Engine.Executor.WaitForClose);
    }

    [Fact]
    public void Run_ReceiptsCannotBeSaved_FlattensAndSavesThemLater()
    {
        _bench.Venue.Hold(EngineBench.Btc, 0.5m);
        _bench.Archive.Fault = () => new IOException("No space left on device.");
        var record = _bench.StopAndFlatten();
        Assert.Equal(0m, _bench.Venue.HeldOf(EngineBench.Btc));
        Assert.Empty(_bench.Archive.ReadRun(record.RunName));

        _bench.Archive.Fault = null;
        _bench.Until(() => _bench.Archive.ReadCertificate(record.RunName) is not null, "the certificate was written");

        Assert.Single(_bench.Archive.ReadCertificate(record.RunName)!.Receipts);
    }

    [Fact]
    public void Start_AfterACrashBetweenSendAndAnswer_AsksForTheCloseBeforeItSendsAnother()
    {
        var id = Guid.Parse("0f0e0d0c-0b0a-0908-0706-050403020100");
        using var bench = new EngineBench();
        bench.Venue.Hold(EngineBench.Btc, 0.5m);
        var receipt = new RunReceipt
        {
            Number = 1,
            Kind = ReceiptKind.ClosePosition,
            Symbol = EngineBench.Btc,
            Owner = OrderOwner.Ours,
            ClientOrderId = $"qtx-{id.ToString("N")[24..]}-BTCUSDT-B1",
            Quantity = new Quantity(1m),
            AskedAtUtc = bench.Now,
            SentAtUtc = bench.Now,
            Attempts = 1,
            Outcome = ReceiptOutcome.Sent,
        };
        bench.Do(() => _ = bench.Archive.AppendAsync(RunName.Of(id, 1), [RunEntry.Of(receipt)]));

        bench.Await(() => bench.Engine.StartAsync(new EmergencyRecord
        {
            Latch = new EmergencyLatch(id, "crash", "MANUAL", "tester", DateTimeOffset.UnixEpoch),
            RunState = EmergencyRunState.Closing,
            LastAttempt = 1,
        }));
        bench.Until(() => bench.Record!.IsRunOver, "the account was flat");

        Assert.True(bench.Venue.Asked["find"] >= 1);
        var kept = Assert.Single(bench.Engine.Emergency.Ledger.Receipts);
        Assert.Equal((1, 2, ReceiptOutcome.Done), (kept.Number, kept.Attempts, kept.Outcome));
        Assert.EndsWith("-B2", kept.ClientOrderId, StringComparison.Ordinal);
        Assert.Equal(1, bench.Record!.Times.Resumed);
    }

    [Fact]
    public void Activate_ManyAtOnce_AreOneRunWithOneSetOfReceipts()
    {
        _bench.Venue.Hold(EngineBench.Btc, 0.5m);
        var stops = new List<Task<Web.Engine.Emergency.StopReceipt>>();
        _bench.Do(() => stops.AddRange(Enumerable.Range(0, 100).Select(i => _bench.Engine.Emergency.ActivateAsync("MANUAL", $"{i}", "tester"))));

        _bench.Until(() => _bench.Record!.IsRunOver && stops.All(s => s.IsCompleted), "all were answered");

        Assert.Single(stops.Select(s => EngineBench.Ended(s).EmergencyId).Distinct());
        Assert.Single(stops, s => !EngineBench.Ended(s).AlreadyStopped);
        Assert.Single(_bench.Of<EmergencyStopped>());
        Assert.Single(Receipts());
        Assert.Single(_bench.Venue.Sent("submit"));
    }

    private IReadOnlyList<RunReceipt> Receipts() => _bench.Engine.Emergency.Ledger.Receipts;
}
