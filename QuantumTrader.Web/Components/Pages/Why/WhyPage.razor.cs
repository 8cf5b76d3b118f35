using Microsoft.AspNetCore.Components;
using MudBlazor;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Risk.Governor;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Ui.Deeds;
using QuantumTrader.Web.Ui.Formatting;
using QuantumTrader.Web.Ui.Shell;

namespace QuantumTrader.Web.Components.Pages.Why;

/// <summary>Why nothing was traded, who holds it back, and what a person must switch on.</summary>
public partial class WhyPage
{
    private Freshness<EngineView> _picture;
    private bool _isPictureStale;
    private string? _mayNot;
    private string _result = "";

    [Inject] public required IEntrySwitchControl Switches { get; init; }
    [Inject] public required ScreenDeeds Deeds { get; init; }
    [Inject] public required IDialogService Dialogs { get; init; }

    private string GovernorNote => View?.Governor switch
    {
        null => "not asked yet",
        { AllowsNewTrades: false, Primary: { } first } => $"no new trades, first of all by {SafetyModules.NameOf(first)}",
        { AllowsNewTrades: false } => "no new trades",
        { } governor => $"{governor.Level}, size x {governor.SizeMultiplier}, leverage x {governor.LeverageMultiplier}, exposure x {governor.ExposureMultiplier}",
    };

    protected override void OnRead()
    {
        _picture = new(View, View?.AtUtc, TopBarModel.AgeMax);
        _isPictureStale = _picture.State(NowUtc) != FreshnessState.Fresh;
        // Somebody who only needs to prove anew who it is may try: the proof is asked for then.
        var refusal = RefusalOf(AccessAction.SwitchEntriesOn);
        _mayNot = refusal is { Code: AccessRefusal.StepUpNeededCode } ? null : RefusalText.WhyDisabled(refusal);
    }

    private static string Cause(SwitchedOffRow row) => row.Executions == 0
        ? "the venue took a position away"
        : $"{Figures.Count(row.Executions)} executions in {Figures.Count((int)row.Window.TotalSeconds)} s";

    private static string WordOf(SeatState state) => state switch
    {
        SeatState.NotInstalled => "not installed",
        SeatState.Allows => "allows",
        SeatState.Denies => "denies",
        SeatState.Missing => "silent: denies",
        SeatState.Stale => "stale: denies",
        _ => "failed: denies",
    };

    private Task SwitchOnAsync(SwitchedOffRow row) => Dialogs.AskReasonAsync(
        $"Switch {row.Side} entries of {row.Symbol} on", "They were executed again and again. What is executed from now on is counted anew.", "Switch on", async reason =>
        {
            var answer = await Deeds.DoAsync(AccessAction.SwitchEntriesOn, caller => Switches.SwitchOnAsync(caller, row.Symbol, row.Side, reason, CancellationToken.None), "switching entries on");
            var trouble = answer.Trouble ?? answer.Value;
            _result = trouble is null ? $"{row.Side} entries of {row.Symbol} are on." : _result;
            await InvokeAsync(StateHasChanged); // the dialog's button redraws the dialog alone
            return trouble;
        });
}
