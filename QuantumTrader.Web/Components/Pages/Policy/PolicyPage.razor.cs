using Microsoft.AspNetCore.Components;
using MudBlazor;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Policy.DryRun;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Ui;
using QuantumTrader.Web.Ui.Deeds;
using QuantumTrader.Web.Ui.Live;
using QuantumTrader.Web.Ui.Policy;

namespace QuantumTrader.Web.Components.Pages.Policy;

/// <summary>What may be done, who said so, and changing it. Looks again by itself; what was typed stays.</summary>
public partial class PolicyPage
{
    private const int VersionsMax = 50;
    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(5);
    private readonly PolicyDraft _draft = new();
    private IReadOnlyList<PolicyVersion>? _history;
    private PolicyDryRun? _dryRun;
    private Ticker? _looker;
    private bool _isEditing;
    private bool _isTrying;

    [Inject] public required IPolicyControl Control { get; init; }
    [Inject] public required IApprovalControl Approvals { get; init; }
    [Inject] public required IDialogService Dialogs { get; init; }
    [Inject] public required ILogger<PolicyPage> Log { get; init; }

    private TradingPolicy? Current => _history is [var newest, ..] ? newest.Policy : null;

    private bool IsSecondNeeded => Approvals.IsNeededFor(AccessAction.LoosenPolicy);

    private string? WhyNoChange => Who is { } who ? RefusalText.WhyDisabled(Gate.Refusal(who, AccessAction.TightenPolicy)) : null;

    private string? WhyNoPause => Who is { } who && Current is { } policy
        ? RefusalText.WhyDisabled(Gate.Refusal(who, policy.AllowNewTrades ? AccessAction.PauseEntries : AccessAction.LoosenPolicy)) ?? (policy.EmergencyMode ? "An emergency holds; reset it." : null)
        : null;

    protected override async Task OnInitializedAsync()
    {
        _looker = new Ticker(Time, LookPeriod, () => InvokeAsync(LookAsync), Log.TickFailed);
        await base.OnInitializedAsync();
    }

    protected override async Task ReadAsync()
    {
        var answer = await Deeds.SeeAsync(caller => Control.HistoryAsync(caller, VersionsMax, Left), "policy");
        (_history, Trouble) = (answer.Value, answer.Value is { Count: 0 } ? "There is no policy yet; whoever leads writes the first one." : answer.Trouble);
    }

    protected override void Dispose(bool disposing)
    {
        _looker?.Dispose();
        base.Dispose(disposing);
    }

    private async Task LookAsync()
    {
        if (!IsBusy && !_isTrying)
        {
            Who = await Callers.CurrentAsync();
            await ReadAsync();
            StateHasChanged();
        }
    }

    private void Typed() => _dryRun = null;

    private void Discard()
    {
        _draft.Clear();
        (_isEditing, _dryRun) = (false, null);
    }

    private async Task DryRunAsync()
    {
        _isTrying = true;
        var answer = await Deeds.SeeAsync(caller => Control.DryRunAsync(caller, _draft.ToChange("dry run"), Left), "journal");
        (_dryRun, Trouble, _isTrying) = (answer.Value is { Objection: null } run ? run : null, answer.Trouble ?? answer.Value?.Objection, false);
    }

    private async Task SaveAsync()
    {
        if (await AskAsync(_draft.ToChange("draft"), "Change the policy"))
        {
            Discard();
        }
    }

    private async Task RollBackAsync() => await AskAsync(new PolicyChange.RollBack("draft") { BasedOnVersion = Current?.Version }, "Go back to the values before the last change");

    private async Task ToggleNewTradesAsync() => _ = Current is { AllowNewTrades: true }
        ? await AskAsync(PolicyChange.StopNewTrades("draft"), "Stop new trades")
        : await AskAsync(PolicyChange.AllowNewTrades("draft"), "Allow new trades");

    /// <summary>True when it was done.</summary>
    private async Task<bool> AskAsync(PolicyChange change, string title)
    {
        var parameters = new DialogParameters<PolicyChangeDialog> { { d => d.Change, change }, { d => d.Title, title } };
        var dialog = await Dialogs.ShowAsync<PolicyChangeDialog>(title, parameters, ScreenDeeds.Look);
        var isDone = await dialog.Result is { Canceled: false };
        await ReadAsync();
        Notice = isDone ? $"Done: version {Current?.Version} is in force." : null;
        return isDone;
    }
}
