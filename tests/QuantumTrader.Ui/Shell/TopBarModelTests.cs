using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Units;
using QuantumTrader.Ui.Shared;
using QuantumTrader.Web.Ui.Shell;

namespace QuantumTrader.Ui.Shell;

public sealed class TopBarModelTests
{
    [Fact]
    public void From_FreshPicture_ShowsFiguresWithSignAndArrow()
    {
        var bar = TopBarModel.From(Pictures.Trading, FakeActions.Trading, Pictures.At);

        Assert.Equal("10,482.31", bar.Equity.Text);
        Assert.Equal("+1.2 % ▲", bar.Day.Text);
        Assert.Equal("−2.1 % ▼", bar.Drawdown.Text);
        Assert.Equal("−10.0 %", bar.DrawdownLimit.Text);
        Assert.Equal("since 09:52 · by start-up · reconciled", bar.PillDetail);
        Assert.False(bar.IsPictureStale);
        Assert.False(bar.IsAccountStale);
    }

    [Theory]
    [InlineData(3.0, false)]
    [InlineData(3.001, true)]
    [InlineData(-0.001, true)]
    public void From_PictureAge_IsStalePastThreeSecondsOrFromTheFuture(double seconds, bool isStale)
    {
        var bar = TopBarModel.From(Pictures.Trading, FakeActions.Trading, Pictures.At.AddSeconds(seconds));

        Assert.Equal(isStale, bar.IsPictureStale);
        Assert.Equal(isStale, bar.IsAccountStale);
    }

    [Fact]
    public void From_OldAccountInAFreshPicture_IsStaleForFiguresOnly()
    {
        var bar = TopBarModel.From(Pictures.Trading with { AccountAtUtc = Pictures.At.AddSeconds(-4) }, FakeActions.Trading, Pictures.At);

        Assert.True(bar.IsAccountStale);
        Assert.False(bar.IsPictureStale);
    }

    [Fact]
    public void From_AccountUnread_ShowsDashesWithReasonsNeverZero()
    {
        var view = Pictures.Trading with { Equity = null, Drawdown = null, DrawdownLimit = null, AccountAtUtc = null };
        var bar = TopBarModel.From(view, FakeActions.Trading, Pictures.At);

        Assert.All([bar.Equity, bar.Day, bar.Drawdown, bar.DrawdownLimit], shown =>
        {
            Assert.Equal("–", shown.Text);
            Assert.False(string.IsNullOrEmpty(shown.Reason));
        });
        Assert.Equal(HeadroomTier.Unknown, bar.Headroom.Tier);
        Assert.True(bar.IsAccountStale);
    }

    [Fact]
    public void From_NoPicture_SaysStarting()
    {
        var bar = TopBarModel.From(null, FakeActions.Trading, Pictures.At);

        Assert.Equal("STARTING", bar.Pill.Word);
        Assert.Equal("NOT KNOWN", bar.Frame.Word);
        Assert.Equal("The engine is starting.", bar.Equity.Reason);
        Assert.True(bar.IsPictureStale);
    }

    [Theory]
    [InlineData(TradingMode.Active, "ACTIVE")]
    [InlineData(TradingMode.ReduceOnly, "REDUCE ONLY")]
    [InlineData(TradingMode.Halted, "HALTED")]
    public void Pill_NoRun_ShowsTheMode(TradingMode mode, string word) =>
        Assert.Equal(word, Pill.Of(Pictures.Trading with { Mode = mode }, FakeActions.Trading).Word);

    [Theory]
    [InlineData(EmergencyRunState.None, "LATCHED")]
    [InlineData(EmergencyRunState.Latched, "LATCHED")]
    [InlineData(EmergencyRunState.Cancelling, "CANCELLING")]
    [InlineData(EmergencyRunState.Closing, "CLOSING")]
    [InlineData(EmergencyRunState.Verifying, "VERIFYING")]
    [InlineData(EmergencyRunState.Flat, "FLAT")]
    [InlineData(EmergencyRunState.FlatExceptDust, "FLAT EXCEPT DUST")]
    [InlineData(EmergencyRunState.Stuck, "STUCK")]
    public void Pill_Latched_ShowsTheRunEvenOverAnActivePicture(EmergencyRunState state, string word)
    {
        var pill = Pill.Of(Pictures.Trading, FakeActions.Latched(state));

        Assert.Equal(word, pill.Word);
        Assert.Equal(("anna", "spread too wide"), (pill.By, pill.Why));
    }

    [Theory]
    [InlineData(TradingEnvironment.Paper, "PAPER", "paper")]
    [InlineData(TradingEnvironment.Rehearsal, "REHEARSAL", "rehearsal")]
    [InlineData(TradingEnvironment.Testnet, "TESTNET", "testnet")]
    [InlineData(TradingEnvironment.Live, "LIVE", "live")]
    [InlineData((TradingEnvironment)99, "NOT KNOWN", "live")]
    public void Frame_Environment_HasAWordAndAColour(TradingEnvironment environment, string word, string css)
    {
        var frame = EnvironmentFrame.Of(environment);
        Assert.Equal((word, css), (frame.Word, frame.Css));
    }

    [Fact]
    public void TabTitle_ActivePaper_CarriesModeAndEnvironment()
    {
        Assert.Equal("● ACTIVE · PAPER – QuantumTrader", TabTitle.Of(Pictures.Trading, FakeActions.Trading).Text);
        Assert.Equal("■ FLAT · PAPER – QuantumTrader", TabTitle.Of(Pictures.Trading, FakeActions.Latched(EmergencyRunState.Flat)).Text);
        Assert.NotEqual(TabTitle.Of(Pictures.Trading, FakeActions.Trading).IconHref, TabTitle.Of(Pictures.Trading, FakeActions.Latched(EmergencyRunState.Flat)).IconHref);
    }
}
