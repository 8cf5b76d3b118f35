using Microsoft.AspNetCore.Components;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Ui;
using QuantumTrader.Web.Ui.Deeds;
using QuantumTrader.Web.Ui.Formatting;
using QuantumTrader.Web.Ui.Live;

namespace QuantumTrader.Web.Components.Pages.Stop;

/// <summary>Evidence, the second person where one is needed, and the annulment.</summary>
public sealed partial class AnnulDialog : IDisposable
{
    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(2);
    private ApprovalFacts? _approval;
    private Ticker? _looker;
    private string? _evidence;
    private string? _trouble;

    [Inject] public required ScreenDeeds Deeds { get; init; }
    [Inject] public required IStopControl Stops { get; init; }
    [Inject] public required IApprovalControl Approvals { get; init; }
    [Inject] public required TimeProvider Time { get; init; }
    [Inject] public required ILogger<AnnulDialog> Log { get; init; }

    [Parameter, EditorRequired] public required RunSummary Run { get; set; }

    private bool NeedsSecondPerson => Approvals.IsNeededFor(AccessAction.AnnulEmergency);

    private bool IsEvidenceMissing => string.IsNullOrWhiteSpace(_evidence);

    private string Summary => AnnulCommand.SummaryFor(Run.Run);

    /// <summary>Somebody was asked to approve exactly this.</summary>
    private bool IsFixed => _approval?.State is ApprovalState.Open or ApprovalState.Approved;

    private string ApprovalText => _approval is not { } asked ? "A second person must approve this annulment; nobody approves the own request." : asked.State switch
    {
        ApprovalState.Open => $"Waiting for a second person until {Times.Clock(asked.ExpiresAtUtc)} UTC; it is on the page Approvals.",
        ApprovalState.Approved => $"Approved by {asked.DecidedBy}; good for one try until {Times.Clock(asked.ExpiresAtUtc)} UTC.",
        ApprovalState.Rejected => $"Rejected by {asked.DecidedBy}.",
        _ => "The request is used up or expired; ask again.",
    };

    private IReadOnlyList<string> Missing =>
    [
        .. IsEvidenceMissing ? ["say what shows it"] : Array.Empty<string>(),
        .. NeedsSecondPerson && _approval?.State != ApprovalState.Approved ? ["have a second person approve it"] : Array.Empty<string>(),
    ];

    protected override void OnInitialized() => _looker = new Ticker(Time, LookPeriod, () => InvokeAsync(FollowAsync), Log.TickFailed);

    public void Dispose() => _looker?.Dispose();

    private async Task AskForApprovalAsync()
    {
        var answer = await Deeds.DoAsync(AccessAction.AnnulEmergency, caller => Approvals.RequestAsync(caller, AccessAction.AnnulEmergency, Summary, _evidence!.Trim(), CancellationToken.None), "request");
        (_approval, _trouble) = (answer.Value, string.IsNullOrEmpty(answer.Trouble) ? null : answer.Trouble);
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

    private async Task<string?> AnnulAsync()
    {
        var command = new AnnulCommand(Run.Run, _evidence!.Trim()) { ApprovalId = _approval is { State: ApprovalState.Approved } approved ? approved.Id : null };
        var answer = await Deeds.DoAsync(AccessAction.AnnulEmergency, caller => Stops.AnnulAsync(caller, command, CancellationToken.None), "annulment");
        return answer.Trouble ?? answer.Value?.Refusal;
    }
}
