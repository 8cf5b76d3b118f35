using QuantumTrader.Domain.Alerts;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Alerts;
using QuantumTrader.Infrastructure.Alerts.Webhook;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Infrastructure.Identity.Database;
using QuantumTrader.TestSupport;
using QuantumTrader.Unit.Identity;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Alerts;

namespace QuantumTrader.Unit.Alerts;

/// <summary>What could not be sent out is listed until somebody sends it again.</summary>
public sealed class AlertControlTests : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly GateBench _bench = new();
    private readonly SeededIds _ids = new(1);
    private readonly ConsoleDatabase _console;
    private readonly AlertBoard _board;
    private readonly AlertControl _control;

    public AlertControlTests()
    {
        _console = new(new ConsoleOptions(), _folder.Path);
        _board = new AlertBoard(_ids, _bench.Time, new WebhookMessages(_ids, AlertSeverity.Info, "journal-1", "Paper"));
        _control = new AlertControl(_bench.Gate, _board, new AlertTable(_console, "test"), () => [], _bench.Time);
    }

    public async ValueTask DisposeAsync()
    {
        _console.Dispose();
        await _bench.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task List_MessagesGivenUp_AreThereWithTheirCauseTheNewestFirst()
    {
        var (first, second, third) = (Raise("BTCUSDT"), Raise("ETHUSDT"), Raise("SOLUSDT"));
        _board.GiveUp(first.Id, "Answered 410: the receiver wants no more.");
        _board.GiveUp(second.Id, "Answered 500.");

        var list = await ListAsync();

        Assert.Equal([(second.Id, "Answered 500."), (first.Id, "Answered 410: the receiver wants no more.")], list.Dead.Select(d => (d.Id, d.LastError!)));
        Assert.Equal(third.Id, Assert.Single(list.Waiting).Id);
    }

    [Fact]
    public async Task List_MoreGivenUpThanAreKept_HasTheNewest()
    {
        var all = Enumerable.Range(0, AlertOutbox.DeadMax + 20).Select(i => Raise($"S{i}USDT")).ToArray();
        foreach (var message in all)
        {
            _board.GiveUp(message.Id, "Answered 500.");
        }

        Assert.Equal(all.Reverse().Take(AlertOutbox.DeadMax).Select(m => m.Id), (await ListAsync()).Dead.Select(d => d.Id));
    }

    [Fact]
    public async Task SendAgain_WhatWasGivenUp_LeavesTheListAndWaitsOnce()
    {
        var message = Raise("BTCUSDT");
        _board.GiveUp(message.Id, "Answered 500.");

        Assert.Equal(1, Assert.IsType<Guarded<int>.Done>(await _control.SendAgainAsync(_bench.Fresh(Roles.Operator), CancellationToken.None)).Value);
        Assert.Equal(0, Assert.IsType<Guarded<int>.Done>(await _control.SendAgainAsync(_bench.Fresh(Roles.Operator), CancellationToken.None)).Value);

        var list = await ListAsync();
        Assert.Empty(list.Dead);
        Assert.Equal((message.Id, 0), (Assert.Single(list.Waiting).Id, list.Waiting[0].Attempts));
    }

    [Fact]
    public async Task List_ByNobody_TellsNothing() =>
        Assert.IsType<Guarded<AlertList>.Refused>(await _control.ListAsync(Caller.Anonymous, CancellationToken.None));

    private AlertDelivery Raise(string symbol)
    {
        _board.Raise(new AlertReport(AlertCatalogue.SymbolHalted, symbol, "text", "test", _bench.Time.GetUtcNow()));
        return _board.State.Waiting[^1];
    }

    private async Task<AlertList> ListAsync() => Assert.IsType<Guarded<AlertList>.Done>(await _control.ListAsync(_bench.Fresh(Roles.Viewer), CancellationToken.None)).Value;
}
