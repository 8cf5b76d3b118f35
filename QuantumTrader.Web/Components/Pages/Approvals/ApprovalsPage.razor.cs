using Microsoft.AspNetCore.Components;
using MudBlazor;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Ui;
using QuantumTrader.Web.Ui.Deeds;
using QuantumTrader.Web.Ui.Live;

namespace QuantumTrader.Web.Components.Pages.Approvals;

/// <summary>What waits for a second person. Looks again by itself: a request is good for minutes.</summary>
public partial class ApprovalsPage
{
    private const int RowsMax = 100;
    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(5);
    private IReadOnlyList<ApprovalFacts>? _all;
    private Ticker? _looker;
    private int? _open;

    [Inject] public required IApprovalControl Approvals { get; init; }
    [Inject] public required IDialogService Dialogs { get; init; }
    [Inject] public required ILogger<ApprovalsPage> Log { get; init; }

    protected override async Task OnInitializedAsync()
    {
        _looker = new Ticker(Time, LookPeriod, () => InvokeAsync(LookAsync), Log.TickFailed);
        await base.OnInitializedAsync();
    }

    protected override async Task ReadAsync()
    {
        var answer = await Deeds.SeeAsync(caller => Approvals.ListAsync(caller, Left), "list of approvals");
        (_all, Trouble) = (answer.Value is { } all ? [.. all.OrderByDescending(a => a.State == ApprovalState.Open).ThenByDescending(a => a.RequestedAtUtc)] : null, answer.Trouble);
        _open = _all?.Count(a => a.State == ApprovalState.Open);
    }

    protected override void Dispose(bool disposing)
    {
        _looker?.Dispose();
        base.Dispose(disposing);
    }

    private async Task LookAsync()
    {
        if (!IsBusy)
        {
            Who = await Callers.CurrentAsync();
            await ReadAsync();
            StateHasChanged();
        }
    }

    private bool IsOwn(ApprovalFacts asked) => Who is { UserId: { } me } && asked.RequestedById == me;

    private string? WhyNot(ApprovalFacts asked) => Who is not { } who ? null
        : IsOwn(asked) ? "Nobody decides the own request."
        : RefusalText.WhyDisabled(Gate.Refusal(who, AccessAction.DecideApproval)) ?? RefusalText.WhyDisabled(Gate.Refusal(who, asked.Action));

    private Task OpenDecideAsync(ApprovalFacts asked, bool isApproved) => Dialogs.AskReasonAsync(
        isApproved ? "Approve" : "Reject",
        $"{asked.RequestedBy} asks for: {asked.Summary}.",
        isApproved ? "Approve exactly this" : "Reject",
        async note =>
        {
            var answer = await DoAsync(AccessAction.DecideApproval, caller => Approvals.DecideAsync(caller, asked.Id, isApproved, note, CancellationToken.None), "decision");
            var trouble = answer.Trouble ?? answer.Value;
            Notice = trouble is null ? $"{(isApproved ? "Approved" : "Rejected")}: {asked.Summary}." : null;
            return trouble;
        });

    private Task OpenWithdrawAsync(ApprovalFacts asked) => Dialogs.AskReasonAsync(
        "Withdraw",
        $"You asked for: {asked.Summary}. Nobody can approve or use it any more.",
        "Withdraw it",
        async reason =>
        {
            var answer = await DoAsync(AccessAction.WithdrawApproval, caller => Approvals.WithdrawAsync(caller, asked.Id, reason, CancellationToken.None), "withdrawal");
            var trouble = answer.Trouble ?? answer.Value;
            Notice = trouble is null ? $"Withdrawn: {asked.Summary}." : null;
            return trouble;
        });
}
