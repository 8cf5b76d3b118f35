using Bunit;
using Microsoft.Extensions.DependencyInjection;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Domain.Risk.Governor;
using QuantumTrader.Domain.Units;
using QuantumTrader.TestSupport.Access;
using QuantumTrader.Ui.Shared;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Components.Pages.Why;

namespace QuantumTrader.Ui.Why;

public sealed class WhyPageTests : ScreenTest
{
    private static readonly Symbol Btc = Symbol.Create("BTCUSDT");
    private readonly FakeSwitch _switch = new();

    private protected override void AddServices(IServiceCollection services) => services.AddSingleton<IEntrySwitchControl>(_switch);

    [Fact]
    public void Why_NoPicture_SaysThatTheEngineStarts() => Assert.Contains("The engine is starting", Screen.Render<WhyPage>().Markup, StringComparison.Ordinal);

    [Fact]
    public async Task Why_Denials_AreShownByReasonWithWhatWouldHavePassed()
    {
        await Views.SetAsync(Pictures.Trading with
        {
            DenialCount = 12,
            DenialGroups = [new("MAX_POSITIONS", 11, 3, Pictures.At, Pictures.At, Btc, "30 positions are open or opening; at most 30 are allowed.")],
        });

        var page = Screen.Render<WhyPage>();

        var row = page.Find("[data-qt-denial-groups] tbody tr").TextContent;
        Assert.All(["MAX_POSITIONS", "11", "3", "BTCUSDT", "at most 30 are allowed"], part => Assert.Contains(part, row, StringComparison.Ordinal));
        Assert.Contains("12 since the start", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_Modules_SaysWhoIsNotInstalledAndWhoDenies()
    {
        await Views.SetAsync(Pictures.Trading with
        {
            Governor = new(SafetyLevel.Defensive, false, SafetyModule.RiskGuard, false, new(0.5m), new(0.5m), new(0.6m), Pictures.At),
            Modules =
            [
                new(SafetyModule.RiskGuard, SeatState.Denies, "Risk Guard: 5 % lost."),
                new(SafetyModule.ProfitAmplification, SeatState.NotInstalled, "Profit Amplification is not installed"),
            ],
        });

        var page = Screen.Render<WhyPage>();

        Assert.Contains("no new trades, first of all by Risk Guard", page.Markup, StringComparison.Ordinal);
        Assert.Equal(["denies", "not installed"], page.FindAll("[data-qt-modules] tbody tr td:nth-child(2)").Select(cell => cell.TextContent));
    }

    [Fact]
    public async Task SwitchOn_ByRisk_AsksForAReasonAndSaysThatItIsDone()
    {
        Who.Caller = Callers.Person(Roles.Risk, Pictures.At);
        var page = await ShowOffAsync();

        page.Find("[data-qt-switched-off] button").Click();
        Dialogs.WaitForAssertion(() => Dialogs.Find("input[data-qt-deed-reason]"));
        Dialogs.Find("input[data-qt-deed-reason]").Input("looked at it");
        Dialogs.Find("[data-qt-deed-confirm]").Click();

        page.WaitForAssertion(() => Assert.Equal("Buy entries of BTCUSDT are on.", page.Find("[data-qt-result]").TextContent));
        Assert.Equal(["anna Buy BTCUSDT looked at it"], _switch.Done);
    }

    [Fact]
    public async Task SwitchOn_ByAnOperator_IsDisabled()
    {
        Who.Caller = Callers.Person(Roles.Operator, Pictures.At);

        Assert.True((await ShowOffAsync()).Find("[data-qt-switched-off] button").HasAttribute("disabled"));
    }

    [Theory]
    [InlineData(10, "10 executions in 60 s")]
    [InlineData(0, "the venue took a position away")]
    public async Task SwitchedOff_SaysWhy(int executions, string because) =>
        Assert.Contains(because, (await ShowOffAsync(executions)).Find("[data-qt-switched-off]").TextContent, StringComparison.Ordinal);

    private async Task<IRenderedComponent<WhyPage>> ShowOffAsync(int executions = 10)
    {
        await Views.SetAsync(Pictures.Trading with { SwitchedOff = [new(Btc, OrderSide.Buy, Pictures.At, executions, TimeSpan.FromMinutes(1))] });
        return Screen.Render<WhyPage>();
    }

    private sealed class FakeSwitch : IEntrySwitchControl
    {
        public List<string> Done { get; } = [];

        public Task<Guarded<string?>> SwitchOnAsync(Caller caller, Symbol symbol, OrderSide side, string reason, CancellationToken stopping)
        {
            Done.Add($"{caller.Name} {side} {symbol} {reason}");
            return Task.FromResult<Guarded<string?>>(new Guarded<string?>.Done(null));
        }
    }
}
