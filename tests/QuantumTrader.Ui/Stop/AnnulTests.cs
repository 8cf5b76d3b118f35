using Bunit;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.TestSupport.Access;
using QuantumTrader.Ui.Shared;
using QuantumTrader.Web.Components.Pages.Stop;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Ui.Stop;

/// <summary>Annulling a false trip, and the certificate that shows it.</summary>
public sealed class AnnulTests : ScreenTest
{
    [Fact]
    public void Annul_WithEvidence_IsDoneUnderTheCallersName()
    {
        var page = Open();
        Assert.True(IsConfirmDisabled);
        Evidence("bad tick at 10:52");
        Stop.Picture = Stop.Picture with { LastRuns = [FakeStop.Summary(isAnnulled: true)] };
        Dialogs.Find("[data-qt-deed-confirm]").Click();

        page.WaitForAssertion(() => Assert.Contains("annulled", page.Find("[data-qt-runs] tbody").TextContent, StringComparison.Ordinal));
        Assert.Equal([new AnnulRequest(FakeStop.Run, "anna", "bad tick at 10:52")], Stop.Annulled);
        Assert.Empty(page.FindAll("[data-qt-annul]"));
    }

    [Fact]
    public void Annul_EngineSaysNo_StaysOpenAndSaysWhy()
    {
        Stop.AnnulAnswer = new(false, $"It was annulled already by {Hostile.Text}.");
        Open();
        Evidence("bad tick at 10:52");
        Dialogs.Find("[data-qt-deed-confirm]").Click();

        Dialogs.WaitForAssertion(() => Assert.Contains(Hostile.Shown, Dialogs.Find("[data-qt-deed-trouble]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Annul_WhereTwoAreNeeded_WaitsForTheSecond()
    {
        Approvals.Needed.Add(AccessAction.AnnulEmergency);
        Open();
        Evidence("bad tick at 10:52");
        Assert.True(IsConfirmDisabled);
        Dialogs.Find("[data-qt-ask]").Click();
        Dialogs.WaitForAssertion(() => Assert.Contains("Waiting for a second person", Dialogs.Find("[data-qt-approval]").TextContent, StringComparison.Ordinal));
        var asked = Assert.Single(Approvals.All);
        Assert.Equal((AccessAction.AnnulEmergency, $"Annul the run {FakeStop.Run} as a false trip"), (asked.Action, asked.Summary));

        Approvals.Decide(asked.Id, ApprovalState.Approved, "bob");
        PassTime(TimeSpan.FromSeconds(3));
        Dialogs.WaitForAssertion(() => Assert.False(IsConfirmDisabled));
        Dialogs.Find("[data-qt-deed-confirm]").Click();
        Dialogs.WaitForAssertion(() => Assert.Single(Stop.Annulled));
    }

    [Fact]
    public void Annul_WithoutAFreshProof_AsksForItFirst()
    {
        Who.Caller = Callers.Person(Roles.Risk);
        Open();
        Evidence("bad tick at 10:52");
        Dialogs.Find("[data-qt-deed-confirm]").Click();
        Dialogs.WaitForAssertion(() => Dialogs.Find("input[data-qt-password]"));
        Assert.Empty(Stop.Annulled);
    }

    [Fact]
    public void Annul_ByAnOperator_IsDisabledAndSaysWhy()
    {
        Who.Caller = Callers.Person(Roles.Operator);
        Stop.Picture = Stop.Picture with { LastRuns = [FakeStop.Summary(isAnnulled: false)] };
        var page = Screen.Render<StopPage>();
        Assert.True(page.Find("[data-qt-annul]").HasAttribute("disabled"));
        Assert.Contains("ROLE_MISSING", page.Find("[data-qt-runs] [data-qt-why]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Certificate_OfAnAnnulledRun_ShowsProofReceiptsAndTheAnnulment()
    {
        Keep(new StopAnnulment(FakeStop.Run, "abc", "rita", Hostile.Text, Pictures.At));
        var page = Show(FakeStop.Run);
        Assert.Contains(Hostile.Shown, page.Find("[data-qt-annulment]").TextContent, StringComparison.Ordinal);
        Assert.Contains("rita", page.Find("[data-qt-annulment]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("another text", page.Find("[data-qt-annulment]").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll("[data-qt-proof] tbody tr").Count);
        Assert.Contains("close position", page.Find("[data-qt-receipts]").TextContent, StringComparison.Ordinal);
        Assert.Contains($"ess verify {FakeStop.Run}", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("script, img"));
    }

    [Fact]
    public void Certificate_AnnulmentOfAnotherText_IsSaid()
    {
        Keep(new StopAnnulment(FakeStop.Run, "other", "rita", "bad tick", Pictures.At));
        Assert.Contains("of another text", Show(FakeStop.Run).Find("[data-qt-annulment]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Certificate_Unknown_SaysSo() =>
        Assert.Contains("There is no certificate of the run 'none'", Show("none").Find("[data-qt-trouble]").TextContent, StringComparison.Ordinal);

    [Fact]
    public void Certificate_Damaged_IsAnErrorAndNotAMissingOne()
    {
        Stop.Failure = new InvalidDataException("it is no certificate");
        Assert.Contains("it is no certificate", Show(FakeStop.Run).Find("[data-qt-trouble]").TextContent, StringComparison.Ordinal);
    }

    private bool IsConfirmDisabled => Dialogs.Find("[data-qt-deed-confirm]").HasAttribute("disabled");

    private IRenderedComponent<StopPage> Open()
    {
        Stop.Picture = Stop.Picture with { LastRuns = [FakeStop.Summary(isAnnulled: false)] };
        var page = Screen.Render<StopPage>();
        page.Find("[data-qt-annul]").Click();
        Dialogs.WaitForAssertion(() => Dialogs.Find("[data-qt-deed-confirm]"));
        return page;
    }

    private void Evidence(string text) => Dialogs.Find("textarea[data-qt-deed-reason]").Input(text);

    private IRenderedComponent<RunPage> Show(string run) => Screen.Render<RunPage>(p => p.Add(page => page.Run, run));

    private void Keep(StopAnnulment? annulment) => Stop.Kept = new(
        new StopCertificate
        {
            Format = StopCertificate.FormatCurrent,
            Run = FakeStop.Run,
            EmergencyId = FakeActions.LatchedId,
            Trigger = "DRAWDOWN",
            Reason = "10 % below the peak",
            ActivatedBy = "drawdown monitor",
            ActivatedAtUtc = Pictures.At,
            Outcome = EmergencyRunState.Flat,
            Times = new RunTimes { FlatAtUtc = Pictures.At.AddSeconds(3) },
            OrdersCanceled = 2,
            ClosesSent = 1,
            Dust = "",
            Receipts = [FakeStop.Receipt(1, ReceiptOutcome.Done)],
            Unreceipted = 0,
            Proof = [FakeStop.Reading(null), FakeStop.Reading(null)],
        },
        "abc",
        annulment);
}
