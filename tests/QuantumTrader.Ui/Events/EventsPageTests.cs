using Bunit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.TestSupport.Access;
using QuantumTrader.Ui.Shared;
using QuantumTrader.Ui.Storage;
using Page = QuantumTrader.Web.Components.Pages.Events.Events;

namespace QuantumTrader.Ui.Events;

public sealed class EventsPageTests : ScreenTest
{
    private static readonly DeadLetterRow Letter = new("model-registry", 1_207, 1_207, new Guid(7, 0, 0, new byte[8]), "trade.closed", false, Pictures.At.AddMinutes(-3), "the database is locked", 5, true);

    [Fact]
    public void Events_NoPicture_StillShowsTheDeadLetters()
    {
        DeadLetters.Rows.Add(Letter);
        var page = Screen.Render<Page>();
        Assert.Contains("The engine is starting", page.Markup, StringComparison.Ordinal);
        Assert.Single(page.FindAll("[data-qt-dead-letters] tbody tr"));
    }

    [Fact]
    public async Task Events_Picture_ShowsStorageFigures()
    {
        await Views.SetAsync(Storages.In(Storages.Redis));
        Assert.Equal(8, Screen.Render<Page>().FindAll("[data-qt-storage]").Count);
    }

    [Fact]
    public void Events_DeadLetter_ShowsWhoWhatWhyAndTries()
    {
        DeadLetters.Rows.Add(Letter);
        var row = Screen.Render<Page>().Find("[data-qt-dead-letters] tbody tr").TextContent;
        Assert.All(["model-registry", "trade.closed", "1,207", "2026-03-02 10:49:07 UTC", "the database is locked", "5"], part => Assert.Contains(part, row, StringComparison.Ordinal));
    }

    [Fact]
    public void Events_SafetyLetterOfTheBusThatWasNeverDurable_IsTaggedAndWithoutASequence()
    {
        DeadLetters.Rows.Add(Letter with { Sequence = 0, IsSafety = true, IsDurable = false });
        var row = Screen.Render<Page>().Find("[data-qt-dead-letters] tbody tr");
        Assert.Equal(["safety", "in memory"], row.QuerySelectorAll(".qt-tag").Select(tag => tag.TextContent));
        Assert.NotNull(row.QuerySelector(".num .qt-unknown"));
    }

    [Fact]
    public void Events_NoDeadLetter_SaysWhatWouldBeHereAndOffersNoRetry()
    {
        var page = Screen.Render<Page>();
        Assert.Contains("No dead letter", page.Markup, StringComparison.Ordinal);
        Assert.True(page.Find("[data-qt-retry-all]").HasAttribute("disabled"));
    }

    [Fact]
    public void Events_DeadLettersUnreadable_IsNotAnEmptyList()
    {
        DeadLetters.Failure = new IOException("disk gone");
        var page = Screen.Render<Page>();
        Assert.Contains("disk gone", page.Find("[data-qt-unreadable]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("No dead letter", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[aria-label='Dead letters'] .qt-count"));
    }

    [Fact]
    public void Retry_OfOne_AsksForThatOneAndTellsTheOutcome()
    {
        DeadLetters.Rows.Add(Letter);
        DeadLetters.Rows.Add(Letter with { Number = 1_300, Sequence = 1_300 });
        var page = Screen.Render<Page>();

        page.FindAll("[data-qt-dead-letters] button")[1].Click();

        Assert.Equal(["model-registry 1300"], DeadLetters.Retried);
        Assert.Equal("1 handled.", page.Find("[data-qt-result]").TextContent);
    }

    [Fact]
    public void RetryAll_SomeFailAgain_TellsBothCountsAndShowsWhatIsLeft()
    {
        DeadLetters.Rows.AddRange([Letter, Letter with { Number = 1_300, Sequence = 1_300 }]);
        DeadLetters.Answer = () =>
        {
            DeadLetters.Rows.RemoveAt(0);
            return Task.FromResult(new DeadLetterRetry(1, 1, "locked"));
        };
        var page = Screen.Render<Page>();

        page.Find("[data-qt-retry-all]").Click();

        Assert.Equal(["all"], DeadLetters.Retried);
        Assert.Equal("1 handled, 1 failed again and stay: locked", page.Find("[data-qt-result]").TextContent);
        Assert.Contains("1,300", Assert.Single(page.FindAll("[data-qt-dead-letters] tbody tr")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Retry_WhileOneIsUnderWay_IsNotPossible()
    {
        DeadLetters.Rows.Add(Letter);
        var answer = new TaskCompletionSource<DeadLetterRetry>();
        DeadLetters.Answer = () => answer.Task;
        var page = Screen.Render<Page>();

        page.Find("[data-qt-retry-all]").Click();

        Assert.All(page.FindAll("button"), button => Assert.True(button.HasAttribute("disabled")));
        answer.SetResult(new(0, 1, "locked"));
        page.WaitForAssertion(() => Assert.Equal("0 handled, 1 failed again and stay: locked", page.Find("[data-qt-result]").TextContent));
    }

    [Fact]
    public void Retry_ThatThrows_SaysSoAndKeepsTheList()
    {
        DeadLetters.Rows.Add(Letter);
        DeadLetters.Answer = () => throw new InvalidOperationException("the journal is closed.");
        var page = Screen.Render<Page>();

        page.Find("[data-qt-retry-all]").Click();

        Assert.Contains("The retry failed: the journal is closed.", page.Find("[data-qt-result]").TextContent, StringComparison.Ordinal);
        Assert.Single(page.FindAll("[data-qt-dead-letters] tbody tr"));
    }

    [Fact]
    public void Events_NewDeadLetter_AppearsWithTheClock()
    {
        var page = Screen.Render<Page>();
        DeadLetters.Rows.Add(Letter);
        PassTime(TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-qt-dead-letters] tbody tr")));
    }

    [Fact]
    public void Retry_ForAViewer_IsDisabledAndSaysWhy()
    {
        Who.Caller = Callers.Person(Roles.Viewer);
        DeadLetters.Rows.Add(Letter);
        var page = Screen.Render<Page>();

        Assert.All(page.FindAll("#dead-letters button"), button => Assert.True(button.HasAttribute("disabled")));
        Assert.Equal(2, page.FindAll("[data-qt-why]").Count(why => why.TextContent.Contains("deadletter.retry needs the role", StringComparison.Ordinal)));
    }
}
