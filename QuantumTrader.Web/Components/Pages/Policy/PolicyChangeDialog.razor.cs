using Microsoft.AspNetCore.Components;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Policy.Fields;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Ui;
using QuantumTrader.Web.Ui.Deeds;
using QuantumTrader.Web.Ui.Formatting;
using QuantumTrader.Web.Ui.Live;

namespace QuantumTrader.Web.Components.Pages.Policy;

/// <summary>One change before it is made: what it does, who may, why, until when, and the second person where one is needed.</summary>
public sealed partial class PolicyChangeDialog : IDisposable
{
    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(2);
    private PolicyPreview? _preview;
    private ApprovalFacts? _approval;
    private DateTimeOffset? _until;
    private Ticker? _looker;
    private string? _reason;
    private string? _trouble;
    private int _hours;

    [Inject] public required ScreenDeeds Deeds { get; init; }
    [Inject] public required IPolicyControl Control { get; init; }
    [Inject] public required IApprovalControl Approvals { get; init; }
    [Inject] public required TimeProvider Time { get; init; }
    [Inject] public required ILogger<PolicyChangeDialog> Log { get; init; }

    /// <summary>What is asked for; its reason and its end are given here.</summary>
    [Parameter, EditorRequired] public required PolicyChange Change { get; set; }

    [Parameter, EditorRequired] public required string Title { get; set; }

    private bool IsLooser => _preview?.Comparison.Step == PolicyStep.Looser;

    /// <summary>Somebody was asked to approve exactly this, so it stays as it is.</summary>
    private bool IsFixed => _approval?.State is ApprovalState.Open or ApprovalState.Approved;

    private string? RefusalWords => RefusalText.WhyDisabled(_preview?.Refusal);

    private string ApprovalText => _approval is not { } asked ? "A second person must approve exactly this; nobody approves the own request." : asked.State switch
    {
        ApprovalState.Open => $"Waiting for a second person until {Times.Clock(asked.ExpiresAtUtc)} UTC; it is on the page Approvals.",
        ApprovalState.Approved => $"Approved by {asked.DecidedBy}; good for one try until {Times.Clock(asked.ExpiresAtUtc)} UTC.",
        ApprovalState.Rejected => $"Rejected by {asked.DecidedBy}.",
        _ => "The request is used up or expired; ask again.",
    };

    private IReadOnlyList<string> Missing =>
    [
        .. string.IsNullOrWhiteSpace(_reason) ? ["give a reason"] : Array.Empty<string>(),
        .. _preview is { NeedsSecondPerson: true } && _approval?.State != ApprovalState.Approved ? ["have a second person approve it"] : Array.Empty<string>(),
    ];

    private PolicyChange Wanted => Change with { Reason = string.IsNullOrWhiteSpace(_reason) ? "not said yet" : _reason.Trim(), UntilUtc = _until };

    protected override async Task OnInitializedAsync()
    {
        _looker = new Ticker(Time, LookPeriod, () => InvokeAsync(FollowAsync), Log.TickFailed);
        await LookAsync();
    }

    public void Dispose() => _looker?.Dispose();

    private async Task LookAsync()
    {
        _until = _hours > 0 ? Time.GetUtcNow().AddHours(_hours) : null;
        var answer = await Deeds.SeeAsync(caller => Control.PreviewAsync(caller, Wanted, CancellationToken.None), "policy");
        (_preview, _trouble) = (answer.Value ?? _preview, answer.Trouble);
    }

    private async Task AskForApprovalAsync()
    {
        await LookAsync(); // what is approved is what is in force now
        if (_preview is { Objection: null } preview)
        {
            var answer = await Deeds.DoAsync(preview.Action, caller => Approvals.RequestAsync(caller, preview.Action, preview.Summary, _reason!.Trim(), CancellationToken.None), "request");
            (_approval, _trouble) = (answer.Value, string.IsNullOrEmpty(answer.Trouble) ? null : answer.Trouble);
        }
    }

    private async Task FollowAsync()
    {
        if (_approval is { } asked)
        {
            var all = await Deeds.SeeAsync(caller => Approvals.ListAsync(caller, CancellationToken.None), "approvals");
            _approval = all.Value?.FirstOrDefault(a => a.Id == asked.Id) ?? asked;
            StateHasChanged();
        }
    }

    private async Task<string?> SaveAsync()
    {
        var (wanted, approval) = (Wanted, _approval is { State: ApprovalState.Approved } approved ? approved.Id : (Guid?)null);
        var answer = await Deeds.DoAsync(_preview!.Action, caller => Control.ChangeAsync(caller, wanted, approval, CancellationToken.None), "change of the policy");
        return answer.Trouble ?? answer.Value?.Refusal;
    }
}
