using QuantumTrader.Domain.Risk;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Unit.Engine.Emergency;

public sealed class OperatorActionsTests
{
    [Fact]
    public async Task Stop_BeforeTheEngineExists_SaysSoAndThatNothingTrades()
    {
        using var context = new EngineContext();
        var actions = new OperatorActions(context, () => null);

        var stopping = actions.StopAsync("me", "why", null, CancellationToken.None);
        context.RunUntilIdle();

        var error = await Assert.ThrowsAsync<EngineStartingException>(() => stopping);
        Assert.Contains("nothing trades", error.Message, StringComparison.Ordinal);
        Assert.True(actions.Status.Latched);
    }

    [Fact]
    public async Task Stop_TheCallerGivesUp_TheStopGoesOn()
    {
        using var bench = EngineBench.Started();
        using var gone = new CancellationTokenSource();
        var actions = new OperatorActions(bench.Context, () => bench.Engine.Emergency);
        var stopping = actions.StopAsync("me", "why", null, gone.Token);

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopping);
        bench.Do(() => { });

        Assert.True(bench.Engine.Emergency.IsLatched);
    }

    [Fact]
    public async Task Stop_WhileTheEngineIsBusy_ClosesTheGateBeforeTheEngineTurnsToIt()
    {
        using var bench = EngineBench.Started();
        var actions = new OperatorActions(bench.Context, () => bench.Engine.Emergency);
        var entry = bench.Plan();
        Assert.Equal(DenialSet.None, bench.Denials(entry));

        var stopping = Task.CompletedTask;
        bench.Do(() =>
        {
            stopping = actions.StopAsync("me", "why", null, CancellationToken.None);
            Assert.False(bench.Engine.Emergency.IsLatched);
            Assert.Equal(DenialSet.EmergencyActive, bench.Engine.Risk.Check(in entry));
        });
        bench.Until(() => stopping.IsCompleted, "the answer");
        await stopping;

        Assert.True(bench.Engine.Emergency.IsLatched);
        Assert.False(bench.Engine.Emergency.Wish.IsAsked);
    }

    [Theory]
    [InlineData("  fire ", "fire")]
    [InlineData(" ", "No reason given.")]
    public async Task Stop_KeepsTheReasonTrimmedOrSaysThatThereIsNone(string reason, string kept)
    {
        using var bench = EngineBench.Started();
        var actions = new OperatorActions(bench.Context, () => bench.Engine.Emergency);

        var stopping = actions.StopAsync("me", reason, null, CancellationToken.None);
        bench.Do(() => { });

        Assert.False((await stopping).AlreadyStopped);
        Assert.Equal(("me", kept), (actions.Status.ActivatedBy, actions.Status.Reason));
    }

    [Fact]
    public async Task Reset_ReachesTheEngineAndBringsTheRefusalBack()
    {
        using var bench = EngineBench.Started();
        var actions = new OperatorActions(bench.Context, () => bench.Engine.Emergency);

        var resetting = actions.ResetAsync(new ResetRequest("me", "why", true, "RESET"), CancellationToken.None);
        bench.Do(() => { });

        Assert.Contains("nothing to reset", (await resetting).Refusal, StringComparison.Ordinal);
    }
}
